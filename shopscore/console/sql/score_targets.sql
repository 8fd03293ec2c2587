-- Good events that each indicator of a score lacks to a mark; the shop's own targets have a query of their own.
select
    indicator_id, target, threshold_id, unit, current_value, target_value, good_event_en, good_event_zh, needed,
    needed_by_date, by_date, counts_from, score, target_score, dimension_gain, total_gain, is_estimated, crosses,
    usual_cases, usual_mean, usual_by
from marts.score_targets
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and target <> 'own_target'
order by indicator_id, target
