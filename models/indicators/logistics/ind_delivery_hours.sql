{#
    DELIVERY HOURS  订单配送时长
    Rule       Of the orders signed for on a day, the hours from pickup to signature.
    Counted    signed orders with both times                      -> denominator
    Met        signed - picked up, in hours                       -> numerator
    Left out   abnormal orders, signatures before the pickup
    Dated by   sign day
    Source     articles
#}
with

delivered_orders as (

    select
        orders.*,
        signatures.signed_at,
        cast(signatures.signed_at as date) as signed_on,
        signatures.reopened_on,
        {{ seconds_between('orders.picked_up_at', 'signatures.signed_at') }} as delivery_seconds
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_order_signatures') }} as signatures
        on orders.order_key = signatures.order_key
    where orders.picked_up_at is not null

)

select
    'delivery_hours' as indicator_id,
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
    signed_on as cohort_date,
    greatest(signed_on, paid_on, cast(picked_up_at as date)) as known_date,
    greatest(signed_at, paid_at, picked_up_at) as known_at,
    1 as denominator,
    cast(delivery_seconds / 3600 as decimal(28, 9)) as numerator,
    greatest(signed_on, paid_on, cast(picked_up_at as date)) as numerator_known_date,
    greatest(signed_at, paid_at, picked_up_at) as numerator_known_at,
    reopened_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when delivery_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    cast(null as string) as reason
from delivered_orders
