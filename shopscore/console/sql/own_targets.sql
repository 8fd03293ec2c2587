-- Where the indicators of a score stand to the shop's own targets.
select
    indicator_id, unit, better, value, target_value, distance, state, crosses_on, crosses_to, needed,
    needed_by_date, by_date, good_event_en, good_event_zh
from marts.own_targets
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by dimension_id nulls last, indicator_id
