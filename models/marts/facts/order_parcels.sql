{#
    ORDER PARCELS  订单包裹
    Every parcel and order it carries. Two orders in one parcel share the waybill, which leaves the warehouse as a keyed
    hash: the words of a trace, and the number that a carrier's page would tell them for, stay inside.
#}
with

parcels as (

    select * from {{ ref('int_parcels') }}

)

select
    platform,
    shop_id,
    order_id,
    waybill_no as waybill_hash,
    carrier,
    shipped_at,
    picked_up_at,
    signed_at,
    last_trace_at
from parcels
