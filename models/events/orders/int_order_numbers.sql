{#
    ORDER NUMBERS  订单的各种编号
    Every number by which an export may name an order: its own, and that of its parent. How many orders a parent number
    stands for, and how many of one product, tells whether it names one.
#}
with

orders as (

    select * from {{ ref('int_orders') }}

),

parent_numbers as (

    select
        platform,
        shop_id,
        shop_key,
        parent_order_id as number,
        order_id,
        order_key,
        product_id,
        count(*) over (partition by platform, shop_id, parent_order_id) as orders_of_number,
        count(*) over (partition by platform, shop_id, parent_order_id, product_id) as orders_of_product
    from orders
    where parent_order_id is not null

)

select
    platform,
    shop_id,
    shop_key,
    order_id as number,
    order_id,
    order_key,
    product_id,
    true as is_own_number,
    1 as orders_of_number,
    1 as orders_of_product
from orders

union all

select
    platform,
    shop_id,
    shop_key,
    number,
    order_id,
    order_key,
    product_id,
    false as is_own_number,
    orders_of_number,
    orders_of_product
from parent_numbers
-- an order that has the number of its parent is there by its own
where
    number <> order_id
    or orders_of_number > 1
