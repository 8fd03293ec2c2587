{#
    PICKUP TIMELINESS  揽收及时率
    Rule       Of the orders picked up on a day, how many the courier picked up within 24, 36 and 48 hours of payment.
    Counted    every picked-up order                              -> denominator
    Met        weight of the bucket the pickup fell in; in the rows of the buckets themselves: 1 -> numerator
    Left out   abnormal orders, presale orders, orders that need no shipping, pickups before the payment
    Dated by   pickup day
    Source     articles; bucket weights are an assumption: seeds/rules/pickup_buckets.csv; exemptions move each limit
#}
with

pickups as (

    select
        orders.*, cast(orders.picked_up_at as date) as picked_up_on,
        greatest(orders.picked_up_at, orders.paid_at) as known_at,
        -- to move every limit up by the exempted hours is to take them off the wait, down to nothing
        greatest(
            {{ seconds_between('orders.paid_at', 'orders.picked_up_at') }} - coalesce(orders.shift_hours, 0) * 3600, 0
        ) as counted_seconds
    from {{ ref('int_order_fulfilment') }} as orders
    where orders.picked_up_at is not null

),

-- every pickup against every bucket, from the lower limit up to, not including, the upper one
tried_buckets as (

    select
        pickups.*, buckets.indicator_id as bucket, buckets.weight,
        pickups.counted_seconds >= buckets.from_hours * 3600
        and pickups.counted_seconds < buckets.below_hours * 3600 as is_in_bucket
    from pickups
    inner join {{ ref('pickup_buckets') }} as buckets
        on
            pickups.platform = buckets.platform
            and {{ valid_on('pickups.picked_up_on', 'buckets') }}

),

results as (

    select
        platform, shop_id, shop_key, creator_id, creator_key, order_id, order_key, product_id, carrier,
        is_abnormal, is_presale, needs_shipping, paid_at, picked_up_at, picked_up_on, known_at,
        'pickup_timeliness' as indicator_id,
        sum(case when is_in_bucket then weight else 0 end) as result,
        coalesce(max(case when is_in_bucket then bucket end), 'later') as reason
    from tried_buckets
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17

    union all

    select
        platform, shop_id, shop_key, creator_id, creator_key, order_id, order_key, product_id, carrier,
        is_abnormal, is_presale, needs_shipping, paid_at, picked_up_at, picked_up_on, known_at,
        bucket as indicator_id,
        case when is_in_bucket then 1 else 0 end as result,
        case when is_in_bucket then bucket else 'not_in_bucket' end as reason
    from tried_buckets

)

select
    indicator_id, platform, shop_id, shop_key, creator_id, creator_key, 'order' as case_kind, order_id as case_id,
    order_id, order_key, product_id, carrier, cast(null as string) as agent_id,
    picked_up_on as cohort_date, cast(known_at as date) as known_date, known_at,
    1 as denominator, cast(result as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date, known_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when is_presale then 'presale'
        when not needs_shipping then 'no_shipping'
        when picked_up_at < paid_at then 'times_out_of_order'
    end as exclusion,
    reason
from results
