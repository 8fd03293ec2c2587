-- A total on the days to come when nothing new happens.
select target_date, days_ahead, score, change, status, basis, idle_score, idle_change
from marts.score_forecast
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by target_date
