{#
    KNOWN IDS  已知编号
    Every number by which a person may ask for a case, the order or review that it leads to, and why it may be no case
    yet. A number that is not here has not landed.
#}
{{ config(materialized='view') }}

with

orders as (

    select * from {{ ref('int_orders') }}

),

parents as (

    select
        platform,
        shop_id,
        parent_order_id,
        order_id,
        order_key
    from orders
    where parent_order_id is not null

),

about_orders as (

    select
        platform, shop_id, 'after_sale' as id_kind, after_sale_id as id, order_id, order_key,
        case when completed_at is null then 'not_completed' end as hindrance
    from {{ ref('int_after_sales') }}

    union all

    select
        platform, shop_id, 'review' as id_kind, review_id as id, order_id, order_key,
        cast(null as string) as hindrance
    from {{ ref('int_reviews') }}

    union all

    select
        platform, shop_id, 'complaint' as id_kind, complaint_id as id, order_id, order_key,
        case when is_withdrawn then 'complaint_withdrawn' when not is_about_shop then 'not_about_shop' end as hindrance
    from {{ ref('int_complaints') }}

    union all

    -- a request has a row for each class it names
    select distinct
        platform, shop_id, 'help_request' as id_kind, help_id as id, order_id, order_key,
        cast(null as string) as hindrance
    from {{ ref('int_help_requests') }}

    union all

    -- a waybill carries many orders
    select distinct
        platform, shop_id, 'parcel' as id_kind, waybill_no as id, order_id, order_key,
        cast(null as string) as hindrance
    from {{ ref('int_parcels') }}

    union all

    select
        platform, shop_id, 'parent_order' as id_kind, parent_order_id as id, order_id, order_key,
        cast(null as string) as hindrance
    from parents

)

select
    platform, shop_id, 'order' as id_kind, order_id as id, order_id, cast(null as string) as review_id,
    case when paid_at is null then 'never_paid' end as hindrance
from orders

union all

select
    about_orders.platform, about_orders.shop_id, about_orders.id_kind, about_orders.id, about_orders.order_id,
    cast(null as string) as review_id,
    case
        when orders.order_key is null then 'order_not_landed'
        when orders.paid_at is null then 'never_paid'
        else about_orders.hindrance
    end as hindrance
from about_orders
left join orders
    on about_orders.order_key = orders.order_key

union all

select
    platform, shop_id, 'session' as id_kind, session_id as id, cast(null as string) as order_id,
    cast(null as string) as review_id, cast(null as string) as hindrance
from {{ ref('int_chat_sessions') }}

union all

select
    platform, shop_id, 'appeal' as id_kind, appeal_id as id, cast(null as string) as order_id,
    review_id, cast(null as string) as hindrance
from {{ ref('int_appeals') }}
