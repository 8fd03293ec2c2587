-- The indicators of a score with their names.
with names as (

    select indicator_id, min(name_en) as name_en, min(name_zh) as name_zh
    from dims.indicators
    where coalesce(platform, $platform) = $platform
    group by indicator_id

)

select
    indicator_id, dimension_id, name_en, name_zh, unit, better, window_start, window_end,
    numerator, denominator, value, decayed_value, peer_mean, peer_median, peer_count, percentile,
    weight, score, change_1d, is_missing, missing_reason, missing_export, missing_column,
    weight_in_total, points_lost, absent_columns
from marts.indicator_scores
left join names using (indicator_id)
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by dimension_id nulls last, indicator_id
