{#
    REVIEWS  评价
    Every review, whether it is the first of its order, and the day an upheld appeal took it out of the scores.
    The order lends creator and type; a review of an order not yet landed has neither. A review taken out by an
    appeal stays the first: it makes no other one the first, and it frees no place among its buyer's of the month.
#}
with

reviews as (

    {% for platform in var('platforms_with')['reviews'] %}
        select
            platform,
            shop_id,
            review_id,
            order_id,
            product_id,
            buyer_hash,
            reviewed_at,
            review_kind,
            description_stars,
            service_stars,
            logistics_stars,
            content,
            has_phone,
            has_contact_handle,
            has_address
        from {{ ref('stg_' ~ platform ~ '__reviews') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

review_kinds as (

    select * from {{ ref('int_known_words') }}
    where vocabulary = 'review_kinds'

),

orders as (

    select * from {{ ref('int_orders') }}

),

upheld_appeals as (

    select
        platform,
        shop_id,
        review_id,
        cast(min(answered_at) as date) as withdrawn_on
    from {{ ref('int_appeals') }}
    where
        appeal_status = 'upheld'
        and answered_at is not null
    group by 1, 2, 3

),

ranked as (

    select
        reviews.*,
        review_kinds.meaning as kind,
        row_number() over (
            partition by reviews.platform, reviews.shop_id, reviews.order_id, review_kinds.meaning
            order by reviews.reviewed_at, reviews.review_id
        ) as rank_in_kind,
        row_number() over (
            partition by
                reviews.platform, reviews.shop_id, reviews.buyer_hash, review_kinds.meaning,
                date_trunc('month', reviews.reviewed_at)
            order by reviews.reviewed_at, reviews.review_id
        ) as rank_in_month
    from reviews
    left join review_kinds
        on
            reviews.platform = review_kinds.platform
            and reviews.review_kind = review_kinds.word

)

select
    ranked.platform,
    ranked.shop_id,
    orders.creator_id,
    ranked.review_id,
    ranked.order_id,
    coalesce(ranked.product_id, orders.product_id) as product_id,
    ranked.reviewed_at,
    cast(ranked.reviewed_at as date) as reviewed_on,
    ranked.kind as review_kind,
    coalesce(ranked.kind = 'first' and ranked.rank_in_kind = 1, false) as is_first_review,
    case when ranked.kind = 'first' and ranked.buyer_hash is not null then ranked.rank_in_month end as rank_of_buyer,
    ranked.description_stars,
    ranked.service_stars,
    ranked.logistics_stars,
    coalesce(orders.is_abnormal, false) as is_abnormal,
    upheld_appeals.withdrawn_on,
    ranked.has_phone,
    ranked.has_contact_handle,
    ranked.has_address,
    ranked.content
from ranked
left join orders
    on
        ranked.platform = orders.platform
        and ranked.shop_id = orders.shop_id
        and ranked.order_id = orders.order_id
left join upheld_appeals
    on
        ranked.platform = upheld_appeals.platform
        and ranked.shop_id = upheld_appeals.shop_id
        and ranked.review_id = upheld_appeals.review_id
