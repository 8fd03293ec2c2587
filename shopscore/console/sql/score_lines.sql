-- Where a total stands to its lines, and when it crosses them; a line may look at a dimension or at the mean of 7 days.
with names as (

    select threshold_id, min(name_en) as name_en, min(name_zh) as name_zh
    from dims.thresholds
    group by threshold_id

)

select
    threshold_id, coalesce(names.name_en, threshold_id) as name_en, names.name_zh, "limit" as limit_value, state,
    consequence, days_to_cross, crosses_to, consequence_zh, score, item, statistic, days_running, days_below,
    crosses_on
from marts.threshold_alerts
left join names using (threshold_id)
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by limit_value, threshold_id
