{#
    APPEALABLE REVIEWS  可申诉评价
    The reviews of which the shop may still appeal at noon: only first reviews (an assumption), nobody has appealed
    yet, and the last day has not passed. Ratings of abnormal orders count nowhere, so there is nothing to win.
#}
with

reviews as (

    select
        reviews.*,
        cutoff.as_of,
        cutoff.noon_at
    from {{ ref('int_reviews') }} as reviews
    inner join {{ ref('int_cutoff') }} as cutoff
        on
            reviews.platform = cutoff.platform
            and reviews.reviewed_at <= cutoff.noon_at
    where
        reviews.review_kind = 'first'
        and not reviews.is_abnormal

),

appealed_reviews as (

    select distinct
        shop_key,
        review_id
    from {{ ref('int_appeals_at_cutoff') }}

),

parameters as (

    select * from {{ ref('parameters') }}

),

dated as (

    select
        reviews.*,
        max_stars.value as appeal_max_stars,
        {{ add_days('reviews.reviewed_on', 'cast(within_days.value as integer)') }} as appealable_until
    from reviews
    inner join parameters as within_days
        on
            reviews.platform = within_days.platform
            and within_days.parameter = 'appeal_within_days'
            and {{ valid_on('reviews.reviewed_on', 'within_days') }}
    inner join parameters as max_stars
        on
            reviews.platform = max_stars.platform
            and max_stars.parameter = 'appeal_max_stars'
            and {{ valid_on('reviews.reviewed_on', 'max_stars') }}
    left join parameters as only_first
        on
            reviews.platform = only_first.platform
            and only_first.parameter = 'first_reviews_only'
            and {{ valid_on('reviews.reviewed_on', 'only_first') }}
    where
        reviews.is_first_review
        or only_first.value = 0

)

select
    dated.platform,
    dated.shop_id,
    dated.shop_key,
    dated.review_id,
    dated.order_id,
    dated.order_key,
    dated.product_id,
    dated.reviewed_at,
    dated.reviewed_on,
    dated.description_stars,
    dated.service_stars,
    dated.logistics_stars,
    dated.has_phone,
    dated.has_contact_handle,
    dated.has_address,
    dated.content,
    dated.appeal_max_stars,
    dated.appealable_until,
    {{ days_between('dated.as_of', 'dated.appealable_until') }} as days_left,
    dated.noon_at
from dated
left join appealed_reviews
    on
        dated.shop_key = appealed_reviews.shop_key
        and dated.review_id = appealed_reviews.review_id
where
    appealed_reviews.review_id is null
    and dated.appealable_until >= dated.as_of
