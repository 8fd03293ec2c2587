{#
    REVIEWS  评价
    Every review and whether it is the first of its order. The order lends creator and type; a review of an order not
    yet landed has neither. A review that an appeal takes out of the scores stays the first: it makes no other one the
    first, and it frees no place among its buyer's of the month. Which appeals do is in `int_appeals`.
    Of a review in two exports the newer row holds, and what it leaves open is taken from the older.
#}
with

review_rows as (

    select * from {{ ref('int_review_rows') }}

),

reviews as (

    select
        newest.platform,
        newest.shop_id,
        newest.shop_key,
        newest.review_id,
        newest.order_id,
        newest.order_key,
        newest.apart_by,
        newest.reviewed_at,
        newest.review_kind,
        {% for column in [
            'product_id', 'buyer_hash', 'description_stars', 'service_stars', 'logistics_stars', 'content'
        ] %}
            coalesce(newest.{{ column }}, older.{{ column }}) as {{ column }},
        {% endfor %}
        newest.has_phone or coalesce(older.has_phone, false) as has_phone,
        newest.has_contact_handle or coalesce(older.has_contact_handle, false) as has_contact_handle,
        newest.has_address or coalesce(older.has_address, false) as has_address
    from review_rows as newest
    left join review_rows as older
        on
            newest.shop_key = older.shop_key
            and newest.review_id = older.review_id
            and older.place = 2
    where newest.place = 1

),

orders as (

    select * from {{ ref('int_orders') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by shop_key, order_key, apart_by, review_kind
            order by reviewed_at, review_id
        ) as rank_in_kind,
        row_number() over (
            partition by shop_key, buyer_hash, review_kind, date_trunc('month', reviewed_at)
            order by reviewed_at, review_id
        ) as rank_in_month
    from reviews

)

select
    ranked.platform,
    ranked.shop_id,
    ranked.shop_key,
    orders.creator_id,
    orders.creator_key,
    ranked.review_id,
    ranked.order_id,
    ranked.order_key,
    coalesce(ranked.product_id, orders.product_id) as product_id,
    ranked.reviewed_at,
    cast(ranked.reviewed_at as date) as reviewed_on,
    ranked.review_kind,
    coalesce(ranked.review_kind = 'first' and ranked.rank_in_kind = 1, false) as is_first_review,
    case
        when ranked.review_kind = 'first' and ranked.buyer_hash is not null then ranked.rank_in_month
    end as rank_of_buyer,
    ranked.description_stars,
    ranked.service_stars,
    ranked.logistics_stars,
    coalesce(orders.is_abnormal, false) as is_abnormal,
    ranked.has_phone,
    ranked.has_contact_handle,
    ranked.has_address,
    ranked.content
from ranked
left join orders
    on ranked.order_key = orders.order_key
