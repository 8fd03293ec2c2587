{#
    CARE MOMENTS  关怀时机
    What has just happened to an order at noon that calls for a word to its buyer. Without a promised shipping time, the
    first time limit of the platform is the promise. Abnormal orders have no buyer to care for.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

shipping_limits as (

    select order_key, min(first_due_at) as limit_at
    from {{ ref('int_pickups_due') }}
    group by 1

),

moments as (

    select
        'shipped' as occasion, platform, shop_id, shop_key, order_id, order_key, cast(null as string) as review_id,
        shipped_at as happened_at
    from {{ ref('int_order_fulfilment') }}
    where
        needs_shipping
        and not is_abnormal

    union all

    select
        'shipping_delayed' as occasion, orders.platform, orders.shop_id, orders.shop_key, orders.order_id,
        orders.order_key, null as review_id,
        coalesce(orders.promised_ship_at, shipping_limits.limit_at) as happened_at
    from {{ ref('int_open_orders') }} as orders
    left join shipping_limits
        on orders.order_key = shipping_limits.order_key
    where
        orders.needs_shipping
        and orders.shipped_at is null
        and orders.picked_up_at is null

    union all

    select
        'arrived_in_city' as occasion, platform, shop_id, shop_key, order_id, order_key, null as review_id,
        arrived_at as happened_at
    from {{ ref('int_city_arrivals') }}

    union all

    select
        'signed' as occasion, orders.platform, orders.shop_id, orders.shop_key, orders.order_id, orders.order_key,
        null as review_id, signatures.signed_at as happened_at
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_order_signatures') }} as signatures
        on orders.order_key = signatures.order_key
    inner join cutoff
        on orders.platform = cutoff.platform
    where
        not orders.is_abnormal
        and (signatures.reopened_on is null or signatures.reopened_on > cutoff.as_of)

    union all

    select
        'refunded' as occasion, platform, shop_id, shop_key, order_id, order_key, null as review_id,
        refunded_at as happened_at
    from {{ ref('int_after_sales') }}
    where
        not is_abnormal
        and not coalesce(is_order_kept, false)

    union all

    select
        'negative_review' as occasion, reviews.platform, reviews.shop_id, reviews.shop_key, reviews.order_id,
        reviews.order_key, reviews.review_id,
        reviews.reviewed_at as happened_at
    from {{ ref('int_reviews') }} as reviews
    inner join {{ ref('parameters') }} as negative_limit
        on
            reviews.platform = negative_limit.platform
            and negative_limit.parameter = 'negative_review_max_stars'
            and reviews.description_stars <= negative_limit.value
            and {{ valid_on('reviews.reviewed_on', 'negative_limit') }}
    where
        reviews.review_kind = 'first'
        and not reviews.is_abnormal

),

fresh_moments as (

    select
        moments.*,
        moments.happened_at + interval '1' hour * occasions.within_hours as due_at,
        row_number() over (
            partition by moments.order_key, moments.occasion
            order by moments.happened_at desc, moments.review_id asc
        ) as place
    from moments
    inner join cutoff
        on moments.platform = cutoff.platform
    inner join {{ ref('care_occasions') }} as occasions
        on
            moments.occasion = occasions.occasion
            and {{ valid_on('cutoff.as_of', 'occasions') }}
    where
        moments.happened_at <= cutoff.noon_at
        and moments.happened_at > cutoff.noon_at - interval '1' hour * occasions.within_hours

)

select occasion, platform, shop_id, shop_key, order_id, order_key, review_id, happened_at, due_at
from fresh_moments
where place = 1
