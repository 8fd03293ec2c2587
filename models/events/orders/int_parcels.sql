{#
    PARCELS  包裹
    Every parcel and order it carries: one parcel may carry many orders, one order many parcels. What a parcel file says
    of an order goes first; the parcels that only the order itself names, a waybill and its carrier, have no times. A
    list that names the goods of each parcel may name those of the whole basket: where some are the order's own, the
    others are not its parcels.
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
            due_at,
            is_trace_compensated,
            last_trace_at,
            last_trace
        from {{ ref('stg_' ~ platform ~ '__parcels') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

listed as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            platform, shop_id, shop_key, order_id, order_key, product_id,
            {{ split_to_rows('parcel_list', ';') }} as parcel
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        where parcel_list is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

marked as (

    select
        *,
        split_part(parcel, '|', 1) as waybill_no,
        nullif(split_part(parcel, '|', 2), '') as carrier,
        coalesce(split_part(parcel, '|', 3) = product_id, false) as is_of_its_goods,
        max(case when split_part(parcel, '|', 3) = product_id then 1 else 0 end) over (
            partition by order_key
        ) as has_its_goods
    from listed

),

named_by_orders as (

    select platform, shop_id, shop_key, order_id, order_key, waybill_no, max(carrier) as carrier
    from marked
    where
        waybill_no <> ''
        and (is_of_its_goods or has_its_goods = 0)
    group by 1, 2, 3, 4, 5, 6

),

parcels_without_file as (

    select named_by_orders.*
    from named_by_orders
    anti join parcels as orders_with_parcels
        on named_by_orders.order_key = orders_with_parcels.order_key
    anti join parcels as same_parcels
        on
            named_by_orders.shop_key = same_parcels.shop_key
            and named_by_orders.waybill_no = same_parcels.waybill_no

)

select
    platform, shop_id, shop_key, order_id, order_key, waybill_no, carrier,
    shipped_at,
    picked_up_at,
    signed_at,
    due_at,
    coalesce(is_trace_compensated, false) as is_trace_compensated,
    last_trace_at,
    last_trace,
    -- null when nothing is dated: such a parcel is taken as known from the start
    least(shipped_at, picked_up_at, signed_at) as first_seen_at,
    false as is_from_order
from parcels

union all

select
    platform, shop_id, shop_key, order_id, order_key, waybill_no, carrier,
    cast(null as timestamp) as shipped_at,
    cast(null as timestamp) as picked_up_at,
    cast(null as timestamp) as signed_at,
    cast(null as timestamp) as due_at,
    false as is_trace_compensated,
    cast(null as timestamp) as last_trace_at,
    cast(null as string) as last_trace,
    cast(null as timestamp) as first_seen_at,
    true as is_from_order
from parcels_without_file
