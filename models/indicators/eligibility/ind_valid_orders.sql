{#
    VALID ORDERS  有效订单
    Rule       A score shows from 30 valid orders on.
    Counted    every paid order                                   -> denominator, numerator
    Left out   abnormal orders (lucky bag, gift, test, risk-flagged)
    Dated by   pay day
    Source     articles; the minimum and its window: seeds/rules/systems.csv
#}
with

orders as (

    select * from {{ ref('int_order_fulfilment') }}

)

select
    'valid_orders' as indicator_id,
    platform,
    shop_id,
    shop_key,
    creator_id,
    creator_key,
    'order' as case_kind,
    order_id as case_id,
    order_id,
    order_key,
    product_id,
    carrier,
    cast(null as string) as agent_id,
    paid_on as cohort_date,
    paid_on as known_date,
    paid_at as known_at,
    1 as denominator,
    cast(1 as decimal(28, 9)) as numerator,
    paid_on as numerator_known_date,
    paid_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when is_abnormal then 'abnormal' end as exclusion,
    cast(null as string) as reason
from orders
