{#
    PICKUPS DUE  待揽收时限
    Every order the courier has not picked up by noon against the limits of its platform: those of the pickup, which a
    pickup at the limit itself misses, and the one of the shipping, which an order shipped at the limit keeps. What is
    left is the next limit not yet passed, or the last one. An order too old to be saved is not chased.
#}
with

waiting_orders as (

    select orders.*
    from {{ ref('int_open_orders') }} as orders
    inner join {{ ref('int_list_limits') }} as list_limits
        on orders.platform = list_limits.platform
    where
        orders.needs_shipping
        and orders.picked_up_at is null
        -- a promised shipping day later than the payment is where the waiting begins
        and {{ days_between('greatest(orders.paid_on, cast(orders.promised_ship_at as date))', 'orders.as_of') }}
        <= list_limits.pickup_chase_days

),

fulfilment as (

    select * from {{ ref('int_order_fulfilment') }}

),

pickup_limits as (

    select
        orders.*,
        'pickup_timeliness' as indicator_id,
        buckets.indicator_id as bucket,
        coalesce(fulfilment.shift_hours, 0) as shift_hours,
        orders.paid_at + interval '1' hour * (buckets.below_hours + coalesce(fulfilment.shift_hours, 0)) as limit_at,
        buckets.weight - coalesce(
            lead(buckets.weight) over (
                partition by orders.order_key
                order by buckets.below_hours
            ), 0
        ) as weight_at_stake
    from waiting_orders as orders
    inner join {{ ref('pickup_buckets') }} as buckets
        on
            orders.platform = buckets.platform
            and {{ valid_on('orders.paid_on', 'buckets') }}
    left join fulfilment
        on orders.order_key = fulfilment.order_key
    where not orders.is_presale

),

shipping_limits as (

    select
        orders.*,
        'ship_within_48h_rate' as indicator_id,
        cast(null as string) as bucket,
        0 as shift_hours,
        greatest(orders.paid_at + interval '1' hour * ship_within.value, orders.promised_ship_at) as limit_at,
        1 as weight_at_stake
    from waiting_orders as orders
    inner join {{ ref('parameters') }} as ship_within
        on
            orders.platform = ship_within.platform
            and ship_within.parameter = 'ship_within_hours'
            and {{ valid_on('orders.paid_on', 'ship_within') }}
    where orders.shipped_at is null

),

limits as (

    select *, limit_at <= noon_at as is_passed from pickup_limits
    union all
    select *, limit_at < noon_at as is_passed from shipping_limits

),

ranked as (

    select
        *,
        min(limit_at) over one_order as first_due_at,
        row_number() over (
            partition by order_key, indicator_id
            order by case when not is_passed then limit_at end asc nulls last, limit_at desc
        ) as place
    from limits
    window one_order as (partition by order_key, indicator_id)

)

select
    platform, shop_id, shop_key, order_id, order_key, product_id, indicator_id,
    case when not is_passed then bucket end as bucket,
    paid_at, shipped_at, shift_hours, first_due_at,
    limit_at as due_at,
    is_passed,
    case when is_passed then 0 else weight_at_stake end as weight_at_stake,
    noon_at
from ranked
where place = 1
