{#
    ORDERS  订单
    Every landed order, paid or not, with what its type and its product say of it.
    An unknown order type is taken as ordinary; the test on order_type warns of it.
#}
with

orders as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            platform,
            shop_id,
            order_id,
            product_id,
            product_name,
            creator_id,
            creator_name,
            carrier,
            submitted_at,
            paid_at,
            promised_ship_at,
            is_marked_presale,
            shipped_at,
            completed_at,
            order_type,
            order_status,
            after_sale_status,
            province,
            city
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

order_types as (

    select * from {{ ref('order_types') }}

),

order_statuses as (

    select * from {{ ref('order_statuses') }}

),

products as (

    select * from {{ ref('stg_reference__products') }}

)

select
    orders.platform,
    orders.shop_id,
    orders.order_id,
    orders.product_id,
    orders.product_name,
    orders.creator_id,
    orders.creator_name,
    orders.carrier,
    orders.submitted_at,
    orders.paid_at,
    orders.promised_ship_at,
    orders.shipped_at,
    orders.completed_at,
    orders.order_type,
    orders.order_status,
    orders.after_sale_status,
    orders.province,
    orders.city,
    coalesce(order_types.is_presale, false) or orders.is_marked_presale as is_presale,
    coalesce(order_types.is_abnormal, false) as is_abnormal,
    coalesce(order_types.needs_shipping, true) and coalesce(products.needs_logistics, true) as needs_shipping,
    coalesce(order_statuses.is_cancelled, false) as is_cancelled
from orders
left join order_types
    on
        orders.platform = order_types.platform
        and orders.order_type = order_types.order_type
left join order_statuses
    on
        orders.platform = order_statuses.platform
        and orders.order_status = order_statuses.word
left join products
    on
        orders.platform = products.platform
        and orders.shop_id = products.shop_id
        and orders.product_id = products.product_id
