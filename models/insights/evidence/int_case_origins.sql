{#
    CASE ORIGINS  案例来源
    When a case began and where its order went: an order with its payment, a session with its start, a ticket with its
    application, a review with its writing. The province is that of the order, as far as the order has landed.
#}
{{ config(materialized='view') }}

with

orders as (

    select * from {{ ref('int_orders') }}

),

began as (

    select
        platform,
        shop_id,
        'after_sale' as case_kind,
        after_sale_id as case_id,
        order_id,
        applied_at as began_at
    from {{ ref('int_after_sales') }}

    union all

    select
        platform,
        shop_id,
        'review' as case_kind,
        review_id as case_id,
        order_id,
        reviewed_at as began_at
    from {{ ref('int_reviews') }}

)

select
    platform,
    shop_id,
    'order' as case_kind,
    order_id as case_id,
    paid_at as began_at,
    province
from orders

union all

select
    platform,
    shop_id,
    'session' as case_kind,
    session_id as case_id,
    started_at as began_at,
    cast(null as string) as province
from {{ ref('int_chat_sessions') }}

union all

select
    began.platform,
    began.shop_id,
    began.case_kind,
    began.case_id,
    began.began_at,
    orders.province
from began
left join orders
    on
        began.platform = orders.platform
        and began.shop_id = orders.shop_id
        and began.order_id = orders.order_id
