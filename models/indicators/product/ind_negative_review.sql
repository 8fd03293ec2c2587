{#
    NEGATIVE REVIEW RATE  商品差评率
    Rule       Of the orders received on a day, those whose first review is negative.
    Counted    orders signed for; goods that need no logistics: orders of confirmed receipt  -> denominator
    Met        the first review gives the description few stars   -> numerator
    Left out   abnormal orders. Only the first review counts, a later follow-up changes nothing. Presale stays in.
    Dated by   sign day or confirm day; the review is known on its own day, an upheld appeal takes it back
    Source     articles; how many stars are negative is an assumption: seeds/rules/parameters.csv
#}
with

received_orders as (

    select
        orders.*,
        signatures.reopened_on,
        case when orders.needs_shipping then signatures.signed_at else orders.completed_at end as received_at
    from {{ ref('int_order_fulfilment') }} as orders
    left join {{ ref('int_order_signatures') }} as signatures
        on
            orders.order_key = signatures.order_key
            and orders.needs_shipping

),

counted_orders as (

    select
        *,
        cast(received_at as date) as received_on
    from received_orders
    where received_at is not null

),

first_reviews as (

    select reviews.*, appeals.withdrawn_on
    from {{ ref('int_reviews') }} as reviews
    left join {{ ref('int_appeals') }} as appeals
        on
            reviews.shop_key = appeals.shop_key
            and reviews.review_id = appeals.review_id
            and appeals.withdrawn_on is not null
    where reviews.is_first_review

),

negative_limit as (

    select * from {{ ref('parameters') }}
    where parameter = 'negative_review_max_stars'

)

select
    'negative_review_rate' as indicator_id,
    orders.platform, orders.shop_id, orders.shop_key, orders.creator_id, orders.creator_key,
    'order' as case_kind,
    orders.order_id as case_id, orders.order_id, orders.order_key, orders.product_id, orders.carrier,
    cast(null as string) as agent_id,
    orders.received_on as cohort_date,
    greatest(orders.received_on, orders.paid_on) as known_date,
    greatest(orders.received_at, orders.paid_at) as known_at,
    1 as denominator,
    cast(case when first_reviews.description_stars <= negative_limit.value then 1 else 0 end as decimal(28, 9))
        as numerator,
    greatest(orders.received_on, orders.paid_on, first_reviews.reviewed_on) as numerator_known_date,
    greatest(orders.received_at, orders.paid_at, first_reviews.reviewed_at) as numerator_known_at,
    orders.reopened_on as withdrawn_date,
    first_reviews.withdrawn_on as numerator_withdrawn_date,
    case when orders.is_abnormal then 'abnormal' end as exclusion,
    {{ stars_said('first_reviews.description_stars') }} as reason
from counted_orders as orders
left join first_reviews
    on orders.order_key = first_reviews.order_key
left join negative_limit
    on
        orders.platform = negative_limit.platform
        and {{ valid_on('orders.received_on', 'negative_limit') }}
