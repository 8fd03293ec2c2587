{#
    SHOPS  店铺
    Every shop the user named and every shop that the exports know.
#}
with

named_shops as (

    select * from {{ ref('stg_reference__shops') }}

),

seen_shops as (

    select platform, shop_id, shop_key from {{ ref('int_orders') }}
    union
    select platform, shop_id, shop_key from {{ ref('int_reviews') }}
    union
    select platform, shop_id, shop_key from {{ ref('int_after_sales') }}
    union
    select platform, shop_id, shop_key from {{ ref('int_chat_sessions') }}
    union
    select platform, shop_id, shop_key from {{ ref('int_chat_staff_days') }}
    union
    select platform, shop_id, shop_key from named_shops

)

select
    seen_shops.platform,
    seen_shops.shop_id,
    seen_shops.shop_key,
    coalesce(named_shops.shop_name, seen_shops.shop_id) as shop_name,
    named_shops.industry,
    named_shops.opened_on
from seen_shops
left join named_shops
    on
        seen_shops.platform = named_shops.platform
        and seen_shops.shop_id = named_shops.shop_id
