{#
    PRODUCTS  商品
    Every product the user named and every product that was ordered.
#}
with

named_products as (

    select * from {{ ref('stg_reference__products') }}

),

mentions as (

    {% for platform in var('platforms_with')['orders'] %}
        select platform, shop_id, shop_key, product_id, product_name from {{ ref('stg_' ~ platform ~ '__orders') }}
        where product_id is not null
        union all
    {% endfor %}
    select platform, shop_id, shop_key, product_id, cast(null as string) as product_name from named_products

),

seen_products as (

    select
        platform,
        shop_id,
        shop_key,
        product_id,
        max(product_name) as product_name
    from mentions
    group by 1, 2, 3, 4

)

select
    seen_products.platform,
    seen_products.shop_id,
    seen_products.shop_key,
    seen_products.product_id,
    coalesce(named_products.product_name, seen_products.product_name, seen_products.product_id) as product_name,
    named_products.category,
    named_products.needs_logistics
from seen_products
left join named_products
    on
        seen_products.shop_key = named_products.shop_key
        and seen_products.product_id = named_products.product_id
