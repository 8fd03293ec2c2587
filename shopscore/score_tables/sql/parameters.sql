-- the parameters of a platform that are in force on the newest day
select
    parameters.platform,
    parameters.parameter,
    parameters.value
from rules.parameters as parameters
inner join events.int_assessment_dates as dates
    on
        dates.is_latest
        and dates.assessment_date between parameters.valid_from and coalesce(parameters.valid_to, date '2999-12-31')
where parameters.parameter in ('limit_points_step', 'calibration_min_days')
