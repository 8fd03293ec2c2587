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
        platform, shop_id, shop_key, creator_id, creator_key, order_id, order_key, product_id, carrier,
        is_abnormal, paid_on,
        greatest(signed_at, paid_at) as received_at, signed_on as received_on,
        reopened_on
    from {{ ref('int_order_signatures') }}
    where needs_shipping

    union all

    select
        platform, shop_id, shop_key, creator_id, creator_key, order_id, order_key, product_id, carrier,
        is_abnormal, paid_on,
        greatest(completed_at, paid_at) as received_at, cast(completed_at as date) as received_on,
        cast(null as date) as reopened_on
    from {{ ref('int_order_fulfilment') }}
    where
        not needs_shipping
        and completed_at is not null

),

first_reviews as (

    select * from {{ ref('int_reviews') }}
    where is_first_review

),

negative_limit as (

    select * from {{ ref('parameters') }}
    where parameter = 'negative_review_max_stars'

)

select
    'negative_review_rate' as indicator_id,
    received_orders.platform, received_orders.shop_id, received_orders.shop_key,
    received_orders.creator_id, received_orders.creator_key,
    'order' as case_kind,
    received_orders.order_id as case_id, received_orders.order_id, received_orders.order_key,
    received_orders.product_id,
    received_orders.carrier,
    cast(null as string) as agent_id,
    received_orders.received_on as cohort_date,
    greatest(received_orders.received_on, received_orders.paid_on) as known_date,
    received_orders.received_at as known_at,
    1 as denominator,
    cast(case when first_reviews.description_stars <= negative_limit.value then 1 else 0 end as decimal(28, 9))
        as numerator,
    greatest(received_orders.received_on, received_orders.paid_on, first_reviews.reviewed_on) as numerator_known_date,
    greatest(received_orders.received_at, first_reviews.reviewed_at) as numerator_known_at,
    received_orders.reopened_on as withdrawn_date,
    first_reviews.withdrawn_on as numerator_withdrawn_date,
    case when received_orders.is_abnormal then 'abnormal' end as exclusion,
    {{ stars_said('first_reviews.description_stars') }} as reason
from received_orders
left join first_reviews
    on received_orders.order_key = first_reviews.order_key
left join negative_limit
    on
        received_orders.platform = negative_limit.platform
        and {{ valid_on('received_orders.received_on', 'negative_limit') }}
