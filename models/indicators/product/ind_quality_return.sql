{#
    QUALITY RETURN RATE  品质退货率
    Rule       Of the orders paid on a day, those refunded for a reason of quality, breakage or logistics.
    Counted    paid orders                                        -> denominator
    Met        refunded, with the goods returned or without, for such a reason; an order counts once -> numerator
    Left out   abnormal orders
    Dated by   pay day, for both; known on the day of the first such refund
    Source     published rule; reasons: seed reasons; the classes that count: seed counted_reason_classes
#}
with

orders as (

    select * from {{ ref('int_order_fulfilment') }}

),

quality_refunds as (

    select
        after_sales.order_key,
        after_sales.after_sale_id,
        after_sales.reason,
        after_sales.refunded_at,
        row_number() over (
            partition by after_sales.order_key
            order by after_sales.refunded_at, after_sales.after_sale_id
        ) as refund_order
    from {{ ref('int_after_sales') }} as after_sales
    inner join {{ ref('counted_reason_classes') }} as counted
        on
            counted.indicator_id = 'quality_return_rate'
            and after_sales.reason_class = counted.reason_class
            and {{ valid_on('cast(after_sales.refunded_at as date)', 'counted') }}
    where
        after_sales.kind in ('refund_only', 'return_refund')
        and after_sales.refunded_at is not null

),

first_refunds as (

    select * from quality_refunds
    where refund_order = 1

)

select
    'quality_return_rate' as indicator_id,
    orders.platform, orders.shop_id, orders.shop_key, orders.creator_id, orders.creator_key,
    'order' as case_kind,
    orders.order_id as case_id,
    orders.order_id,
    orders.order_key,
    orders.product_id,
    orders.carrier,
    cast(null as string) as agent_id,
    orders.paid_on as cohort_date,
    orders.paid_on as known_date,
    orders.paid_at as known_at,
    1 as denominator,
    cast(case when first_refunds.order_key is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(orders.paid_on, cast(first_refunds.refunded_at as date)) as numerator_known_date,
    greatest(orders.paid_at, first_refunds.refunded_at) as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when orders.is_abnormal then 'abnormal' end as exclusion,
    first_refunds.reason,
    first_refunds.after_sale_id
from orders
left join first_refunds
    on orders.order_key = first_refunds.order_key
