{#
    PRODUCTS  商品
    Every product the user named and every product that was ordered.
#}
with

named_products as (

    select * from {{ ref('stg_reference__products') }}

),

ordered_products as (

    select
        platform,
        shop_id,
        shop_key,
        product_id,
        max(product_name) as product_name
    from {{ ref('int_orders') }}
    where product_id is not null
    group by 1, 2, 3, 4

),

seen_products as (

    select platform, shop_id, shop_key, product_id from ordered_products
    union
    select platform, shop_id, shop_key, product_id from named_products

)

select
    seen_products.platform,
    seen_products.shop_id,
    seen_products.shop_key,
    seen_products.product_id,
    coalesce(
        named_products.product_name, ordered_products.product_name, seen_products.product_id
    ) as product_name,
    named_products.category,
    named_products.needs_logistics
from seen_products
left join named_products
    on
        seen_products.platform = named_products.platform
        and seen_products.shop_id = named_products.shop_id
        and seen_products.product_id = named_products.product_id
left join ordered_products
    on
        seen_products.platform = ordered_products.platform
        and seen_products.shop_id = ordered_products.shop_id
        and seen_products.product_id = ordered_products.product_id
