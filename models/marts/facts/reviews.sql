{#
    REVIEWS  评价
    Every review and follow-up with its stars, without its text. In the evidence and in the case states a review is the
    case_id of the case_kind review.
#}
with

reviews as (

    select * from {{ ref('int_reviews') }}

)

select
    platform,
    shop_id,
    review_id,
    order_id,
    product_id,
    creator_id,
    review_kind,
    is_first_review,
    reviewed_at,
    description_stars,
    service_stars,
    logistics_stars,
    withdrawn_on
from reviews
