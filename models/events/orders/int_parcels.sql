{#
    PARCELS  包裹
    Every parcel and order it carries: one parcel may carry many orders, one order many parcels. What a parcel file says
    of an order goes first; the parcels that only the order itself names have no times.
#}
with

parcels as (

    {% for platform in var('platforms_with')['parcels'] %}
        select
            platform,
            shop_id,
            shop_key,
            order_id,
            order_key,
            waybill_no,
            carrier,
            shipped_at,
            picked_up_at,
            signed_at,
            last_trace_at,
            last_trace
        from {{ ref('stg_' ~ platform ~ '__parcels') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

parcels_without_file as (

    select named.*
    from {{ ref('int_parcels_of_orders') }} as named
    anti join parcels as orders_with_parcels
        on
            named.platform = orders_with_parcels.platform
            and named.shop_id = orders_with_parcels.shop_id
            and named.order_id = orders_with_parcels.order_id
    anti join parcels as same_parcels
        on
            named.platform = same_parcels.platform
            and named.shop_id = same_parcels.shop_id
            and named.waybill_no = same_parcels.waybill_no

)

select
    platform,
    shop_id,
    shop_key,
    order_id,
    order_key,
    waybill_no,
    carrier,
    shipped_at,
    picked_up_at,
    signed_at,
    last_trace_at,
    last_trace,
    -- null when nothing is dated: such a parcel is taken as known from the start
    least(shipped_at, picked_up_at, signed_at) as first_seen_at,
    false as is_from_order
from parcels

union all

select
    platform,
    shop_id,
    shop_key,
    order_id,
    order_key,
    waybill_no,
    carrier,
    cast(null as timestamp) as shipped_at,
    cast(null as timestamp) as picked_up_at,
    cast(null as timestamp) as signed_at,
    cast(null as timestamp) as last_trace_at,
    cast(null as string) as last_trace,
    cast(null as timestamp) as first_seen_at,
    true as is_from_order
from parcels_without_file
