{#
    GOODS QUALITY RETURN RATE  商品品质退货率
    Rule       Of the orders received on a day, those whose first applied after-sale reason is one of the goods.
    Counted    received orders                                    -> denominator
    Met        the reason of the first application is of a class that counts, whatever became of the ticket -> numerator
    Left out   abnormal orders. An application without a signature is no case.
    Dated by   sign day, goods without logistics: confirm day; an application of before counts from the sign day
    Source     published; the classes that each reading counts: seeds/rules/counted_reason_classes.csv, the reading of
               each version: seeds/rules/indicator_cases.csv; that breakage counts until 2026-09-07 is an assumption
#}
with

readings as (

    select distinct
        platform,
        cases_of
    from {{ ref('int_case_readings') }}
    where indicator_id = 'goods_quality_return_rate'

),

applications as (

    select * from {{ ref('int_after_sales') }}
    where place_in_order = 1

)

select
    readings.cases_of as indicator_id,
    orders.platform, orders.shop_id, orders.shop_key, orders.creator_id, orders.creator_key,
    'order' as case_kind,
    orders.order_id as case_id, orders.order_id, orders.order_key, orders.product_id, orders.carrier,
    cast(null as string) as agent_id,
    received.received_on as cohort_date,
    greatest(received.received_on, orders.paid_on) as known_date,
    greatest(received.received_at, orders.paid_at) as known_at,
    1 as denominator,
    cast(case when counted.reason_class is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(
        received.received_on, orders.paid_on,
        case when counted.reason_class is not null then cast(applications.applied_at as date) end
    ) as numerator_known_date,
    greatest(
        received.received_at, orders.paid_at,
        case when counted.reason_class is not null then applications.applied_at end
    ) as numerator_known_at,
    received.reopened_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when orders.is_abnormal then 'abnormal' end as exclusion,
    applications.reason
from {{ ref('int_order_fulfilment') }} as orders
inner join {{ ref('int_received_orders') }} as received
    on orders.order_key = received.order_key
inner join readings
    on orders.platform = readings.platform
left join applications
    on orders.order_key = applications.order_key
left join {{ ref('counted_reason_classes') }} as counted
    on
        readings.cases_of = counted.indicator_id
        and applications.reason_class = counted.reason_class
        and {{ valid_on('cast(applications.applied_at as date)', 'counted') }}
