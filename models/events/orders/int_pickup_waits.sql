{#
    PICKUP WAITS  揽收等待
    How long each picked-up order waited for the courier, and how much of it counts after exemptions. Moving every
    limit up by the exempted hours is the same as taking them off the wait, down to nothing.
#}
with

picked_up_orders as (

    select
        *,
        cast(picked_up_at as date) as picked_up_on,
        {{ seconds_between('paid_at', 'picked_up_at') }} as pickup_seconds
    from {{ ref('int_order_fulfilment') }}
    where picked_up_at is not null

),

shifts as (

    select * from {{ ref('int_pickup_shifts') }}

)

select
    picked_up_orders.platform,
    picked_up_orders.shop_id,
    picked_up_orders.shop_key,
    picked_up_orders.creator_id,
    picked_up_orders.creator_key,
    picked_up_orders.order_id,
    picked_up_orders.order_key,
    picked_up_orders.product_id,
    picked_up_orders.carrier,
    picked_up_orders.is_abnormal,
    picked_up_orders.is_presale,
    picked_up_orders.needs_shipping,
    picked_up_orders.paid_at,
    picked_up_orders.paid_on,
    picked_up_orders.picked_up_at,
    picked_up_orders.picked_up_on,
    picked_up_orders.pickup_seconds,
    greatest(picked_up_orders.pickup_seconds - coalesce(shifts.shift_hours, 0) * 3600, 0) as counted_seconds
from picked_up_orders
left join shifts
    on
        picked_up_orders.platform = shifts.platform
        and picked_up_orders.shop_id = shifts.shop_id
        and picked_up_orders.order_id = shifts.order_id
