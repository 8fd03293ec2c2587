-- Official lines that a shop of the reader stands otherwise to than the day before.
with names as (

    select threshold_id, min(name_en) as name_en, min(name_zh) as name_zh
    from dims.thresholds
    group by threshold_id

)

select
    today.platform, shops.shop_id, shops.shop_name, today.threshold_id,
    coalesce(names.name_en, today.threshold_id) as name_en, names.name_zh, before.state as state_before, today.state,
    today.line_value, today.limit_value
from marts.threshold_values as today
inner join marts.threshold_values as before
    on
        today.assessment_date = before.assessment_date + 1 and today.system_id = before.system_id
        and today.rule_version = before.rule_version and today.platform = before.platform
        and today.subject_type = before.subject_type and today.subject_id = before.subject_id
        and today.threshold_id = before.threshold_id
inner join temp.visible_shops as shops on today.platform = shops.platform and today.subject_id = shops.shop_id
left join names on today.threshold_id = names.threshold_id
where
    today.assessment_date = $assessment_date and today.subject_type = 'shop' and today.is_official
    and today.state <> before.state
order by today.platform, shops.shop_id, today.threshold_id
