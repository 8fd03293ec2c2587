{#
    WAITING PARCELS  在途包裹
    Parcels of open orders, shipped and not signed for by cutoff, with their last sign of life: shipping, pickup or trace,
    whichever is latest. A parcel that does not tell its shipping was shipped with its order.
#}
with

open_orders as (

    select * from {{ ref('int_open_orders') }}

),

parcels_at_noon as (

    select
        parcels.platform,
        parcels.shop_id,
        parcels.shop_key,
        parcels.waybill_no,
        parcels.order_id,
        parcels.carrier,
        open_orders.picked_up_at as order_picked_up_at,
        open_orders.noon_at,
        case
            when parcels.shipped_at is null then open_orders.shipped_at
            when parcels.shipped_at <= open_orders.noon_at then parcels.shipped_at
        end as shipped_at,
        case when parcels.picked_up_at <= open_orders.noon_at then parcels.picked_up_at end as picked_up_at,
        case when parcels.last_trace_at <= open_orders.noon_at then parcels.last_trace_at end as last_trace_at
    from {{ ref('int_parcels') }} as parcels
    inner join open_orders
        on parcels.order_key = open_orders.order_key
    where
        (parcels.signed_at is null or parcels.signed_at > open_orders.noon_at)
        -- of a parcel that only its order names nobody knows a trace
        and not coalesce(parcels.is_from_order, false)

)

select
    platform,
    shop_id,
    shop_key,
    waybill_no,
    order_id,
    carrier,
    shipped_at,
    picked_up_at,
    last_trace_at,
    order_picked_up_at,
    greatest(shipped_at, picked_up_at, last_trace_at) as last_sign_at,
    case when picked_up_at is null and last_trace_at is null then 'no_trace' else 'stuck' end as state,
    noon_at
from parcels_at_noon
where
    shipped_at is not null
    or picked_up_at is not null
    or last_trace_at is not null
