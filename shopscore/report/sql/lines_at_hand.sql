-- Lines that a shop is below of or near to, or will fall below of by itself, under the system that matters most.
with names as (

    select threshold_id, min(name_en) as name_en, min(name_zh) as name_zh
    from dims.thresholds
    group by threshold_id

)

select
    lines.platform, lines.subject_id as shop_id, coalesce(names.name_en, lines.threshold_id) as name_en,
    names.name_zh, lines."limit" as limit_value, lines.state, lines.days_to_cross, lines.crosses_to
from marts.threshold_alerts as lines
inner join marts.agency_overview as shops
    on
        lines.assessment_date = shops.assessment_date and lines.system_id = shops.system_id
        and lines.rule_version = shops.rule_version and lines.platform = shops.platform
        and lines.subject_id = shops.shop_id
left join names on lines.threshold_id = names.threshold_id
where
    lines.assessment_date = $assessment_date and lines.subject_type = 'shop'
    and (lines.state <> 'ok' or lines.crosses_to = 'below')
order by
    lines.platform, lines.subject_id,
    case lines.state when 'below' then 0 when 'near' then 1 else 2 end, lines.days_to_cross, lines.threshold_id
