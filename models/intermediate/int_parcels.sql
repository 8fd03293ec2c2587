{#
    PARCELS  包裹
    Every parcel and order it carries: one parcel may carry many orders, one order many parcels.
#}
with

parcels as (

    {% for platform in var('platforms_with')['parcels'] %}
        select
            platform,
            shop_id,
            order_id,
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

)

select
    platform,
    shop_id,
    order_id,
    waybill_no,
    carrier,
    shipped_at,
    picked_up_at,
    signed_at,
    last_trace_at,
    last_trace,
    -- null when nothing is dated: such a parcel is taken as known from the start
    least(shipped_at, picked_up_at, signed_at) as first_seen_at
from parcels
