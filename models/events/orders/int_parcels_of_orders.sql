{#
    PARCELS OF ORDERS  订单自带包裹
    The parcels that the orders themselves name: a waybill and its carrier, without any time. A list that names the goods
    of each parcel may name those of the whole basket: where some are the order's own, the others are not its parcels.
#}
with

orders as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            platform,
            shop_id,
            shop_key,
            order_id,
            order_key,
            product_id,
            parcel_list
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

listed as (

    select
        platform,
        shop_id,
        shop_key,
        order_id,
        order_key,
        product_id,
        {{ split_to_rows('parcel_list', ';') }} as parcel
    from orders
    where parcel_list is not null

),

parcels as (

    select
        platform,
        shop_id,
        shop_key,
        order_id,
        order_key,
        split_part(parcel, '|', 1) as waybill_no,
        nullif(split_part(parcel, '|', 2), '') as carrier,
        coalesce(split_part(parcel, '|', 3) = product_id, false) as is_of_its_goods
    from listed

),

marked as (

    select
        *,
        max(case when is_of_its_goods then 1 else 0 end) over (
            partition by platform, shop_id, order_id
        ) as has_its_goods
    from parcels

)

select
    platform,
    shop_id,
    shop_key,
    order_id,
    order_key,
    waybill_no,
    max(carrier) as carrier
from marked
where
    waybill_no <> ''
    and (is_of_its_goods or has_its_goods = 0)
group by 1, 2, 3, 4, 5, 6
