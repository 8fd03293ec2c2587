{#
    SHOPS  店铺
    Every shop the user named and every shop that the exports know.
#}
with

named_shops as (

    select * from {{ ref('stg_reference__shops') }}

),

seen_shops as (

    {% for export in ['orders', 'reviews', 'after_sales', 'chats', 'chat_staff_days'] %}
        {% for platform in var('platforms_with')[export] %}
            select platform, shop_id, shop_key from {{ ref('stg_' ~ platform ~ '__' ~ export) }}
            union
        {% endfor %}
    {% endfor %}
    select platform, shop_id, shop_key from named_shops

)

select
    seen_shops.platform,
    seen_shops.shop_id,
    seen_shops.shop_key,
    coalesce(named_shops.shop_name, seen_shops.shop_id) as shop_name,
    named_shops.industry,
    named_shops.opened_on,
    named_shops.shop_type,
    named_shops.score_industry,
    named_shops.goods_on_sale
from seen_shops
left join named_shops
    on seen_shops.shop_key = named_shops.shop_key
