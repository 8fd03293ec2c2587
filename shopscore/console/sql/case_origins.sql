-- The item that damages most, of each breakdown that has more than one. What is not known of a case is not an item.
with ranked as (

    select
        breakdown, item, cases, damage, share_of_damage, value, value_without, unit,
        row_number() over (partition by breakdown order by damage desc, cases desc, item asc) as place,
        count(*) over (partition by breakdown) as items
    from marts.indicator_breakdown
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and indicator_id = $indicator_id

),

products as (

    select product_id, min(product_name) as product_name
    from dims.products
    where platform = $platform
    group by product_id

)

select
    ranked.breakdown,
    coalesce(told.meaning_en, products.product_name, ranked.item) as item,
    coalesce(told.meaning_zh, products.product_name, ranked.item) as item_zh,
    ranked.cases, ranked.damage, ranked.share_of_damage, ranked.value, ranked.value_without, ranked.unit
from ranked
left join dims.case_reasons as told on ranked.breakdown = 'reason' and ranked.item = told.reason
left join products on ranked.breakdown = 'product' and ranked.item = products.product_id
where ranked.place = 1 and ranked.items > 1 and ranked.damage > 0 and ranked.item <> 'unknown'
order by ranked.share_of_damage desc, ranked.breakdown asc
