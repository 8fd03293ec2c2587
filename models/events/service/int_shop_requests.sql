{#
    REQUESTS TO THE SHOP  向店铺求助
    The first time each order asked the shop for something: an after-sale applied for, or a session that reached a
    human, at any hour, with a number of the order, its own or its parent's. A session is known to be one with a human
    once it was handed over.
#}
with

requests as (

    {% for platform in var('platforms_with')['after_sales'] %}
        select
            order_key,
            applied_at as requested_at,
            applied_at as known_at
        from {{ ref('stg_' ~ platform ~ '__after_sales') }}

        union all

    {% endfor %}
    select
        order_numbers.order_key,
        sessions.started_at as requested_at,
        greatest(sessions.started_at, sessions.handed_to_human_at) as known_at
    from {{ ref('int_chat_sessions') }} as sessions
    inner join {{ ref('int_order_numbers') }} as order_numbers
        on
            sessions.shop_key = order_numbers.shop_key
            and sessions.order_id = order_numbers.number
    where sessions.handed_to_human_at is not null

),

in_order as (

    select
        *,
        row_number() over (
            partition by order_key
            order by requested_at, known_at
        ) as request_order
    from requests

)

select
    order_key,
    requested_at,
    known_at
from in_order
where request_order = 1
