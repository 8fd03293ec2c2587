-- Every window that the indicators of a score are shown over, the shortest first.
select indicator_id, window_name, window_start, window_end, numerator, denominator, value, missing_reason
from marts.indicator_windows
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by indicator_id asc, window_start desc, window_end desc
