-- Who or what is behind an indicator, by its share of the damage; products by their name.
select
    breakdown.breakdown, breakdown.item, products.product_name, breakdown.cases, breakdown.share_of_damage,
    breakdown.value, breakdown.value_without, breakdown.unit
from marts.indicator_breakdown as breakdown
left join dims.products
    on
        breakdown.breakdown = 'product' and breakdown.platform = products.platform
        and breakdown.subject_id = products.shop_id and breakdown.item = products.product_id
where
    breakdown.assessment_date = $assessment_date and breakdown.system_id = $system_id
    and breakdown.rule_version = $rule_version and breakdown.platform = $platform
    and breakdown.subject_type = $subject_type and breakdown.subject_id = $subject_id
    and breakdown.indicator_id = $indicator_id and breakdown.share_of_damage > 0
order by breakdown.breakdown asc, breakdown.share_of_damage desc, breakdown.item asc
