-- The next 30 days of a score when nothing new happens: its worth, and how many cases against the shop leave their
-- window on that day; of an indicator measured in time every case counts, so its cases are left out.
with judged as (

    select indicator_id
    from marts.indicator_scores
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and dimension_id is not null and unit not in ('hours', 'seconds')

),

leaving as (

    select leaves_on, count(*) as cases
    from marts.case_states
    where
        system_id = $system_id and rule_version = $rule_version and platform = $platform
        and subject_type = $subject_type and subject_id = $subject_id and state = 'against'
        and indicator_id in (from judged)
    group by leaves_on

)

select
    cast(days.day as date) as day, coalesce(leaving.cases, 0) as cases, forecast.score,
    forecast.score - lag(forecast.score, 1, scores.score) over (order by days.day) as change
from
    generate_series($assessment_date + interval 1 day, $assessment_date + interval 30 day, interval 1 day) as days (day)
left join leaving on leaving.leaves_on = cast(days.day as date)
left join marts.score_forecast as forecast
    on
        forecast.target_date = cast(days.day as date) and forecast.assessment_date = $assessment_date
        and forecast.system_id = $system_id and forecast.rule_version = $rule_version
        and forecast.platform = $platform and forecast.subject_type = $subject_type
        and forecast.subject_id = $subject_id
left join marts.scores
    on
        scores.assessment_date = $assessment_date and scores.system_id = $system_id
        and scores.rule_version = $rule_version and scores.platform = $platform
        and scores.subject_type = $subject_type and scores.subject_id = $subject_id
order by days.day
