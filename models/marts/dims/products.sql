{#
    PRODUCTS  商品
    Every product the user named and every product that was ordered.
#}
select
    platform,
    shop_id,
    product_id,
    product_name,
    category,
    needs_logistics
from {{ ref('int_products') }}
