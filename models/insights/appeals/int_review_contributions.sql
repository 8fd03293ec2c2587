{#
    REVIEW CONTRIBUTIONS  评价对指标的贡献
    What each review that was appealed or may be adds to the indicators of its shop, and of the creator of its order:
    its stars, and a negative order where it is the negative first review. The order itself stays in the denominator.
#}
with

reviews as (

    select reviews.*
    from {{ ref('int_reviews') }} as reviews
    inner join (
        select shop_key, review_id from {{ ref('int_review_grounds') }}
        union
        select shop_key, review_id from {{ ref('int_appeals_at_cutoff') }}
    ) as asked
        on
            reviews.shop_key = asked.shop_key
            and reviews.review_id = asked.review_id

),

contributions as (

    select
        reviews.platform, reviews.shop_id, reviews.shop_key, reviews.creator_id, reviews.creator_key, reviews.review_id,
        reviews.order_id,
        cases.indicator_id,
        cases.cohort_date,
        cases.known_date,
        cases.numerator,
        cases.denominator,
        cases.withdrawn_date as taken_back_on,
        cast(null as date) as reopened_on
    from {{ ref('ind_dsr') }} as cases
    inner join reviews
        on
            cases.shop_key = reviews.shop_key
            and cases.case_id = reviews.review_id
    where cases.exclusion is null

    union all

    select
        reviews.platform, reviews.shop_id, reviews.shop_key, reviews.creator_id, reviews.creator_key, reviews.review_id,
        reviews.order_id,
        cases.indicator_id,
        cases.cohort_date,
        cases.numerator_known_date as known_date,
        cases.numerator,
        0 as denominator,
        cases.numerator_withdrawn_date as taken_back_on,
        cases.withdrawn_date as reopened_on
    from {{ ref('ind_negative_review') }} as cases
    inner join reviews
        on cases.order_key = reviews.order_key
    where
        cases.exclusion is null
        and cases.numerator > 0
        and reviews.is_first_review

)

select
    platform, shop_id, shop_key, 'shop' as subject_type, shop_id as subject_id, shop_key as subject_key,
    review_id, order_id, indicator_id, cohort_date, known_date, numerator, denominator, taken_back_on, reopened_on
from contributions

union all

select
    platform, shop_id, shop_key, 'creator' as subject_type, creator_id as subject_id, creator_key as subject_key,
    review_id, order_id, indicator_id, cohort_date, known_date, numerator, denominator, taken_back_on, reopened_on
from contributions
where creator_id is not null
