-- What moved the values of a score's indicators in 7 days.
select
    indicator_id, unit, better, value_before, value, change, left_window, corrected, entered,
    left_numerator, left_denominator, entered_numerator, entered_denominator
from marts.value_drivers
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and days = 7
order by dimension_id nulls last, indicator_id
