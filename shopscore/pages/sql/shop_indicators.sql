-- The indicators of a score: those that cost most first, then those without points, those only shown last.
select
    dimension_id, dimension_name_en, dimension_name_zh, indicator_id, indicator_name_en, indicator_name_zh, value,
    numerator, denominator, unit, better, peer_median, peer_mean, peer_count, percentile, score, value_change_1d,
    is_missing, missing_reason, missing_export, missing_column, weight_in_total, points_lost, next_limit, next_points,
    window_start, window_end, window_name
from marts.indicator_scores
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by dimension_id is null, points_lost desc nulls last, is_missing asc, indicator_id asc
