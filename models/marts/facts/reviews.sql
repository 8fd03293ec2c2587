{#
    REVIEWS  评价
    Every review and follow-up with its stars, without its text. In the evidence and in the case states a review is the
    case_id of the case_kind review.
#}
with

reviews as (

    select * from {{ ref('int_reviews') }}

),

withdrawals as (

    select * from {{ ref('int_appeals') }}
    where withdrawn_on is not null

)

select
    reviews.platform,
    reviews.shop_id,
    reviews.review_id,
    reviews.order_id,
    reviews.product_id,
    reviews.creator_id,
    reviews.review_kind,
    reviews.is_first_review,
    reviews.reviewed_at,
    reviews.description_stars,
    reviews.service_stars,
    reviews.logistics_stars,
    withdrawals.withdrawn_on
from reviews
left join withdrawals
    on
        reviews.shop_key = withdrawals.shop_key
        and reviews.review_id = withdrawals.review_id
