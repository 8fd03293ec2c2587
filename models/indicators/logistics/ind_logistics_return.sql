{#
    SHIPPING AND LOGISTICS RETURN RATE  发货物流品退率
    Rule       Of the orders paid on a day, those whose first applied after-sale reason is logistics and which were
               ruled against the shop, or compensated, for late, wrong, missing or faked shipping or trace.
    Counted    paid orders                                        -> denominator
    Met        the first reason is logistics, and any ticket of the order has such a ruling, or the order or one of its
               parcels was compensated                            -> numerator
    Left out   abnormal orders
    Dated by   pay day; known with the application, by a ruling alone on the completion day of its ticket
    Source     published; rulings: seeds/vocabulary/ruling_reasons.csv, the class: seeds/rules/counted_reason_classes.csv
#}
with

applications as (

    select * from {{ ref('int_after_sales') }}
    where place_in_order = 1

),

orders as (

    select
        orders.*,
        applications.reason,
        case
            when counted.reason_class is null then null
            when orders.is_fraud_compensated or orders.is_trace_compensated then applications.applied_at
            when applications.ruled_logistics_at is not null
                then greatest(applications.applied_at, applications.ruled_logistics_at)
        end as met_at
    from {{ ref('int_order_fulfilment') }} as orders
    left join applications
        on orders.order_key = applications.order_key
    left join {{ ref('counted_reason_classes') }} as counted
        on
            counted.indicator_id = 'logistics_return_rate'
            and applications.reason_class = counted.reason_class
            and {{ valid_on('cast(applications.applied_at as date)', 'counted') }}

)

select
    'logistics_return_rate' as indicator_id,
    platform, shop_id, shop_key, creator_id, creator_key,
    'order' as case_kind,
    order_id as case_id, order_id, order_key, product_id, carrier,
    cast(null as string) as agent_id,
    paid_on as cohort_date,
    paid_on as known_date,
    paid_at as known_at,
    1 as denominator,
    cast(case when met_at is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(paid_on, cast(met_at as date)) as numerator_known_date,
    greatest(paid_at, met_at) as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when is_abnormal then 'abnormal' end as exclusion,
    reason
from orders
