{#
    WEIGHTS OF SUBJECTS  对象适用权重
    What each dimension and indicator weighs for a subject where the rule version leaves it to tables by industry and type
    of shop. The weights of the dimensions are one set, those of the indicators of a dimension another; a set counts whole.
    That of the shop's own type goes before the one for all types; of two for the same, the one copied from a page goes
    before the one that ships. What a set does not name weighs nothing; without a set there is no row.
#}
with

items as (

    select
        {{ surrogate_key(['system_id', 'rule_version', 'dimension_id']) }} as item_key,
        {{ surrogate_key(['system_id', 'rule_version', "''"]) }} as set_key,
        dimension_id as item,
        false as is_learned
    from {{ ref('dimensions') }}
    where weight is null

    union

    select
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as item_key,
        {{ surrogate_key(['system_id', 'rule_version', 'dimension_id']) }} as set_key,
        indicator_id as item,
        method = 'learned' as is_learned
    from {{ ref('indicators') }}
    where
        dimension_id is not null
        and weight is null

),

given as (

    select system_id, rule_version, industry, shop_type, item, weight, true as is_from_page, false as is_learned
    from {{ ref('stg_reference__score_weights') }}

    union all

    select system_id, rule_version, industry, shop_type, item, weight, false as is_from_page, false as is_learned
    from {{ ref('score_weights') }}

    union all

    select
        system_id, rule_version, industry, null as shop_type, indicator_id as item, weight,
        false as is_from_page, true as is_learned
    from {{ ref('int_learned_weights') }}

),

weights as (

    select
        {{ surrogate_key(['given.system_id', 'given.rule_version', 'given.industry']) }} as industry_table_key,
        given.shop_type,
        given.is_from_page,
        items.set_key,
        {{ surrogate_key([
            'items.set_key', 'given.industry', "coalesce(given.shop_type, '')", 'given.is_from_page'
        ]) }} as table_key,
        items.item_key,
        given.weight
    from given
    inner join items
        on
            {{ surrogate_key(['given.system_id', 'given.rule_version', 'given.item']) }} = items.item_key
            and given.is_learned = items.is_learned

),

weight_sets as (

    select distinct
        industry_table_key,
        shop_type,
        is_from_page,
        set_key,
        table_key
    from weights

),

ranked_sets as (

    select
        subjects.subject_version_key, subjects.subject_key, subjects.system_id, subjects.rule_version,
        weight_sets.*,
        row_number() over (
            partition by subjects.subject_version_key, weight_sets.set_key
            order by case when weight_sets.shop_type is null then 1 else 0 end, weight_sets.is_from_page desc
        ) as place
    from {{ ref('int_subject_versions') }} as subjects
    inner join weight_sets
        on
            subjects.industry_table_key = weight_sets.industry_table_key
            and coalesce(weight_sets.shop_type, subjects.table_shop_type) = subjects.table_shop_type

)

select
    chosen.subject_version_key,
    chosen.subject_key,
    items.item,
    {{ surrogate_key(['chosen.subject_key', 'chosen.system_id', 'chosen.rule_version', 'items.item']) }}
        as subject_rule_key,
    chosen.is_from_page,
    items.is_learned,
    coalesce(weights.weight, 0) as weight
from ranked_sets as chosen
inner join items
    on chosen.set_key = items.set_key
left join weights
    on
        chosen.table_key = weights.table_key
        and items.item_key = weights.item_key
where chosen.place = 1
