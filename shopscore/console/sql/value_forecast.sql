-- The values of a score's indicators on the days to come when nothing new happens.
select indicator_id, unit, better, target_date, days_ahead, value
from marts.indicator_forecast
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and dimension_id is not null
order by dimension_id, indicator_id, target_date
