{#
    A line of reference/targets is looked at only when its shop is known and its platform has the indicator; and a share
    above one is most likely a percentage without its sign.
#}
{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'stg_reference__targets'}}}) }}

with

targets as (

    select * from {{ ref('stg_reference__targets') }}

),

shops as (

    select * from {{ ref('shops') }}

),

known_indicators as (

    select
        systems.platform,
        indicators.indicator_id,
        max(indicators.unit) as unit
    from {{ ref('indicators') }} as indicators
    inner join {{ ref('systems') }} as systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    where systems.subject_type = 'shop'
    group by 1, 2

)

select
    targets.platform,
    targets.shop_id,
    targets.indicator_id,
    case
        when shops.shop_id is null then 'no such shop'
        when known_indicators.indicator_id is null then 'the platform has no such indicator'
        else 'a share above 1: write 2% or 0.02'
    end as problem
from targets
left join shops
    on
        targets.platform = shops.platform
        and targets.shop_id = shops.shop_id
left join known_indicators
    on
        targets.platform = known_indicators.platform
        and targets.indicator_id = known_indicators.indicator_id
where
    shops.shop_id is null
    or known_indicators.indicator_id is null
    or (known_indicators.unit = 'ratio' and targets.value > 1)
