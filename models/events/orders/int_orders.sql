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
            shop_key,
            order_id,
            order_key,
            parent_order_id,
            product_id,
            product_name,
            creator_id,
            creator_key,
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
            is_fraud_compensated,
            quantity,
            payable_amount,
            province,
            city
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

order_types as (

    select * from {{ ref('int_known_words') }}
    where vocabulary = 'order_types'

),

order_statuses as (

    select * from {{ ref('int_known_words') }}
    where vocabulary = 'order_statuses'

),

products as (

    select * from {{ ref('stg_reference__products') }}

)

select
    orders.platform,
    orders.shop_id,
    orders.shop_key,
    orders.order_id,
    orders.order_key,
    orders.parent_order_id,
    orders.product_id,
    orders.product_name,
    orders.creator_id,
    orders.creator_key,
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
    orders.quantity,
    orders.payable_amount,
    orders.province,
    orders.city,
    {{ means('order_types.meaning', 'presale') }} or orders.is_marked_presale as is_presale,
    {{ means('order_types.meaning', 'abnormal') }} as is_abnormal,
    coalesce(orders.is_fraud_compensated, false) as is_fraud_compensated,
    coalesce(products.needs_logistics, true)
    and not {{ means('order_types.meaning', 'no_shipping') }} as needs_shipping,
    -- a refund of what was sent ends no sale that was made
    {{ means('order_statuses.meaning', 'cancelled') }}
    or (
        {{ means('order_statuses.meaning', 'refunded') }}
        and not {{ means('order_statuses.meaning', 'shipped') }}
        and not {{ means('order_statuses.meaning', 'received') }}
    ) as is_cancelled
from orders
left join order_types
    on
        orders.platform = order_types.platform
        and orders.order_type = order_types.word
left join order_statuses
    on
        orders.platform = order_statuses.platform
        and orders.order_status = order_statuses.word
left join products
    on
        orders.shop_key = products.shop_key
        and orders.product_id = products.product_id
