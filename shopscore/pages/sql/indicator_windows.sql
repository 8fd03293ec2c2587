-- An indicator over 30 days as of each of the last 90 dates, and over the window that scores where that is another.
select assessment_date as day, window_name, value
from marts.indicator_windows
where
    system_id = $system_id and rule_version = $rule_version and platform = $platform
    and subject_type = $subject_type and subject_id = $subject_id and indicator_id = $indicator_id
    and assessment_date > $assessment_date - interval 90 day and value is not null
order by assessment_date, window_name
