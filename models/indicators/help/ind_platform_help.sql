{#
    PLATFORM HELP RATE  平台求助率
    Rule       Of the orders that first asked the shop on a day, those that went on to the platform.
    Counted    paid orders with an after-sale applied for or a session with a human -> denominator
    Met        an arbitrated after-sale; a request to the platform or a standing complaint about the shop, strictly after
               the first request to the shop; an order counts once -> numerator
    Left out   abnormal orders
    Dated by   day of the first request to the shop; nothing is known before the payment
    Source     published; whether it is the same matter cannot be seen
#}
{% set platforms = var('platform_requests') %}
with

orders as (

    select * from {{ ref('int_order_fulfilment') }}
    where platform in ('{{ platforms | join("', '") }}')

),

asked_shop as (

    select
        orders.*,
        shop_requests.requested_at,
        greatest(orders.paid_at, shop_requests.known_at) as known_at
    from orders
    inner join {{ ref('int_shop_requests') }} as shop_requests
        on orders.order_key = shop_requests.order_key

),

-- no export tells when the platform was asked to arbitrate: that is known once the ticket is completed
requests as (

    select order_key, requested_at, requested_at as result_at, request_kind, request_id, reason
    from {{ ref('int_platform_requests') }}

    union all

    select
        order_key, cast(null as timestamp) as requested_at, completed_at as result_at,
        'arbitration' as request_kind, after_sale_id as request_id, 'arbitrated_by_platform' as reason
    from {{ ref('int_after_sales') }}
    where is_arbitrated and completed_at is not null

),

went_on as (

    select
        requests.order_key, requests.reason,
        greatest(asked_shop.known_at, requests.result_at) as result_known_at,
        row_number() over (
            partition by requests.order_key order by requests.result_at, requests.request_kind, requests.request_id
        ) as request_order
    from asked_shop
    inner join requests
        on asked_shop.order_key = requests.order_key
    where coalesce(requests.requested_at > asked_shop.requested_at, true)

)

select
    'platform_help_rate' as indicator_id, asked_shop.platform, asked_shop.shop_id, asked_shop.shop_key,
    asked_shop.creator_id, asked_shop.creator_key, 'order' as case_kind, asked_shop.order_id as case_id,
    asked_shop.order_id, asked_shop.order_key, asked_shop.product_id, asked_shop.carrier,
    cast(null as string) as agent_id, cast(asked_shop.requested_at as date) as cohort_date,
    cast(asked_shop.known_at as date) as known_date, asked_shop.known_at,
    1 as denominator,
    cast(case when went_on.order_key is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    cast(coalesce(went_on.result_known_at, asked_shop.known_at) as date) as numerator_known_date,
    coalesce(went_on.result_known_at, asked_shop.known_at) as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case when asked_shop.is_abnormal then 'abnormal' end as exclusion, went_on.reason
from asked_shop
left join went_on
    on
        asked_shop.order_key = went_on.order_key
        and went_on.request_order = 1
