{#
    GOODS RATING  商品综合评分
    Rule       The mean of the goods stars of the orders received on a day; beside it the share of bad ones among them.
    Counted    received orders with a goods star, each by its first review -> denominator
    Met        the stars, 1 to 5; for the bad rating rate: up to as many stars as make a bad one -> numerator
    Left out   abnormal orders, first reviews without a goods star. A later follow-up changes nothing, presale stays in.
    Dated by   sign day, goods without logistics: confirm day; known with the review, not before the signature; an
               upheld appeal takes the rating away on its day
    Source     published; how many stars are bad: seeds/rules/parameters.csv
#}
with

first_reviews as (

    select
        reviews.order_key, reviews.reviewed_at, reviews.reviewed_on, reviews.description_stars, appeals.withdrawn_on
    from {{ ref('int_reviews') }} as reviews
    left join {{ ref('int_appeals') }} as appeals
        on
            reviews.shop_key = appeals.shop_key
            and reviews.review_id = appeals.review_id
            and appeals.withdrawn_on is not null
    where reviews.is_first_review

),

rated_orders as (

    select
        orders.*,
        received.received_on,
        first_reviews.description_stars as stars,
        bad.value as bad_up_to,
        greatest(received.received_at, orders.paid_at, first_reviews.reviewed_at) as known_at,
        greatest(received.received_on, orders.paid_on, first_reviews.reviewed_on) as known_date,
        least(received.reopened_on, first_reviews.withdrawn_on) as withdrawn_date
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_received_orders') }} as received
        on orders.order_key = received.order_key
    inner join first_reviews
        on orders.order_key = first_reviews.order_key
    left join {{ ref('parameters') }} as bad
        on
            bad.parameter = 'negative_review_max_stars'
            and orders.platform = bad.platform
            and {{ valid_on('received.received_on', 'bad') }}

),

results as (

    select 'goods_rating' as indicator_id, rated_orders.*, rated_orders.stars as result
    from rated_orders

    union all

    select
        'negative_rating_rate' as indicator_id, rated_orders.*,
        case when rated_orders.stars <= rated_orders.bad_up_to then 1 else 0 end as result
    from rated_orders

)

select
    indicator_id, platform, shop_id, shop_key, creator_id, creator_key,
    'order' as case_kind, order_id as case_id, order_id, order_key, product_id, carrier,
    cast(null as string) as agent_id,
    received_on as cohort_date,
    known_date, known_at,
    1 as denominator,
    cast(coalesce(result, 0) as decimal(28, 9)) as numerator,
    known_date as numerator_known_date, known_at as numerator_known_at,
    withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when is_abnormal then 'abnormal' when stars is null then 'no_stars' end as exclusion,
    {{ stars_said('stars') }} as reason
from results
