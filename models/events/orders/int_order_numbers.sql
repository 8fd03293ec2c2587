{#
    ORDER NUMBERS  订单的各种编号
    Every number by which an export may name an order: its own, and that of its parent. How many orders a parent number
    stands for, and how many of one product, tells whether it names one.
#}
with

orders as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            shop_key,
            order_key,
            order_id,
            parent_order_id,
            product_id
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

parent_numbers as (

    select
        shop_key,
        order_key,
        parent_order_id as number,
        order_id,
        product_id,
        count(*) over (partition by shop_key, parent_order_id) as orders_of_number,
        count(*) over (partition by shop_key, parent_order_id, product_id) as orders_of_product
    from orders
    where parent_order_id is not null

)

select
    shop_key,
    order_key,
    order_id as number,
    order_id,
    product_id,
    true as is_own_number,
    1 as orders_of_number,
    1 as orders_of_product
from orders

union all

select
    shop_key,
    order_key,
    number,
    order_id,
    product_id,
    false as is_own_number,
    orders_of_number,
    orders_of_product
from parent_numbers
-- an order that has the number of its parent is there by its own
where
    number <> order_id
    or orders_of_number > 1
