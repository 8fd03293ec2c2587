{#
    CASE ORIGINS  案例来源
    When a case began and where its order went: an order with its payment, a session with its start, a ticket with its
    application, a review with its writing, a parcel with its shipping. The province is that of the order, as far as the
    order has landed; of a parcel of several orders the first by name.
#}
{{ config(materialized='view') }}

with

orders as (

    select * from {{ ref('int_orders') }}

),

began as (

    select
        {{ surrogate_key(['platform', 'shop_id', "'after_sale'", 'after_sale_id']) }} as case_key,
        order_key,
        applied_at as began_at
    from {{ ref('int_after_sales') }}

    union all

    select
        {{ surrogate_key(['platform', 'shop_id', "'review'", 'review_id']) }} as case_key,
        order_key,
        reviewed_at as began_at
    from {{ ref('int_reviews') }}

)

select
    {{ surrogate_key(['platform', 'shop_id', "'order'", 'order_id']) }} as case_key,
    paid_at as began_at,
    province
from orders

union all

select
    {{ surrogate_key(['platform', 'shop_id', "'session'", 'session_id']) }} as case_key,
    started_at as began_at,
    cast(null as string) as province
from {{ ref('int_chat_sessions') }}

union all

select
    {{ surrogate_key(['parcels.platform', 'parcels.shop_id', "'parcel'", 'parcels.waybill_no']) }} as case_key,
    min(parcels.shipped_at) as began_at,
    min(orders.province) as province
from {{ ref('int_parcels') }} as parcels
left join orders
    on parcels.order_key = orders.order_key
group by 1

union all

select
    began.case_key,
    began.began_at,
    orders.province
from began
left join orders
    on began.order_key = orders.order_key
