-- Official lines that a shop of the reader has missed, is near to, or will cross when nothing new happens.
with names as (

    select threshold_id, min(name_en) as name_en, min(name_zh) as name_zh
    from dims.thresholds
    group by threshold_id

)

select
    alerts.platform, shops.shop_id, shops.shop_name, alerts.threshold_id,
    coalesce(names.name_en, alerts.threshold_id) as name_en, names.name_zh, alerts.score, alerts.limit_value,
    alerts.state, alerts.days_to_cross, alerts.crosses_to, alerts.crosses_on, alerts.consequence,
    alerts.consequence_zh
from marts.threshold_alerts as alerts
inner join temp.visible_shops as shops on alerts.platform = shops.platform and alerts.subject_id = shops.shop_id
left join names using (threshold_id)
where
    alerts.assessment_date = $assessment_date and alerts.subject_type = 'shop' and alerts.is_official
    and (alerts.state <> 'ok' or alerts.crosses_to = 'below')
order by alerts.state <> 'below', alerts.days_to_cross nulls last, alerts.platform, shops.shop_id, alerts.threshold_id
