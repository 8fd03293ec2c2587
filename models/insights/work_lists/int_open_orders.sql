{#
    OPEN ORDERS  在途订单
    The paid orders whose buyer still waits for the goods at noon: not confirmed, not refunded, not cancelled, not
    abnormal. A cancelled order with a dated refund is open until that refund; without a date it never is. Shipped and
    picked up are as they stood at noon: a parcel that was signed for has been picked up, whatever its pickup says.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

unconfirmed_orders as (

    select
        orders.*,
        cutoff.as_of,
        cutoff.noon_at
    from {{ ref('int_orders') }} as orders
    inner join cutoff
        on orders.platform = cutoff.platform
    where
        orders.paid_at <= cutoff.noon_at
        and (orders.completed_at is null or orders.completed_at > cutoff.noon_at)
        and not orders.is_abnormal

),

refunds as (

    select
        order_key,
        min(refunded_at) as refunded_at
    from {{ ref('int_after_sales') }}
    where not coalesce(is_order_kept, false)
    group by 1

),

parcels as (

    select
        *,
        least(picked_up_at, signed_at) as gone_at
    from {{ ref('int_parcels') }}

),

parcels_of_orders as (

    select
        orders.order_key,
        min(case when parcels.shipped_at <= orders.noon_at then parcels.shipped_at end) as shipped_at,
        min(case when parcels.gone_at <= orders.noon_at then parcels.gone_at end) as picked_up_at
    from unconfirmed_orders as orders
    inner join parcels
        on orders.order_key = parcels.order_key
    group by 1

)

select
    orders.platform,
    orders.shop_id,
    orders.shop_key,
    orders.order_id,
    orders.order_key,
    orders.product_id,
    orders.is_presale,
    orders.needs_shipping,
    orders.paid_at,
    cast(orders.paid_at as date) as paid_on,
    orders.promised_ship_at,
    coalesce(
        case when orders.shipped_at <= orders.noon_at then orders.shipped_at end, parcels_of_orders.shipped_at
    ) as shipped_at,
    parcels_of_orders.picked_up_at,
    orders.as_of,
    orders.noon_at
from unconfirmed_orders as orders
left join refunds
    on orders.order_key = refunds.order_key
left join parcels_of_orders
    on orders.order_key = parcels_of_orders.order_key
where
    (refunds.refunded_at is null or refunds.refunded_at > orders.noon_at)
    and not (orders.is_cancelled and refunds.refunded_at is null)
