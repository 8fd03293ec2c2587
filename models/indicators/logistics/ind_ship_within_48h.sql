{#
    SHIPPED WITHIN 48 HOURS  48小时发货率
    Rule       Of the orders paid on a day, those shipped within 48 hours of payment or by the promised time when later.
    Counted    paid orders that were shipped or whose limit has passed -> denominator
    Met        shipped at the limit or before                     -> numerator
    Left out   abnormal orders, orders that need no shipping, orders refunded or cancelled before they were shipped
               (an assumption), orders shipped before they were paid
    Dated by   pay day; known on the shipping day or the day of the limit, whichever comes first. A refund that came
               later takes the case back on its own day
    Source     articles; the hours: seeds/rules/parameters.csv; words of a cancelled order: seed order_statuses
#}
with

orders as (

    select
        orders.*,
        greatest(orders.paid_at + interval '1' hour * ship_within.value, orders.promised_ship_at) as ship_limit
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('parameters') }} as ship_within
        on
            orders.platform = ship_within.platform
            and ship_within.parameter = 'ship_within_hours'
            and {{ valid_on('orders.paid_on', 'ship_within') }}

),

refunds as (

    select order_key, min(refunded_at) as refunded_at
    from {{ ref('int_after_sales') }}
    where not coalesce(is_order_kept, false)
    group by 1

),

judged as (

    select
        orders.*,
        cast(case when orders.shipped_at <= orders.ship_limit then 1 else 0 end as decimal(28, 9)) as numerator,
        greatest(cast(least(orders.shipped_at, orders.ship_limit) as date), orders.paid_on) as known_date,
        greatest(least(orders.shipped_at, orders.ship_limit), orders.paid_at) as known_at,
        greatest(cast(orders.ship_limit as date), orders.paid_on) as ship_limit_on,
        -- a refund of goods already sent says nothing of the shipping
        case
            when orders.shipped_at is null or refunds.refunded_at < orders.shipped_at
                then cast(refunds.refunded_at as date)
        end as refunded_on
    from orders
    left join refunds
        on orders.order_key = refunds.order_key

)

select
    'ship_within_48h_rate' as indicator_id,
    platform, shop_id, shop_key, creator_id, creator_key,
    'order' as case_kind, order_id as case_id, order_id, order_key, product_id, carrier,
    cast(null as string) as agent_id,
    paid_on as cohort_date,
    known_date, known_at,
    1 as denominator, numerator,
    known_date as numerator_known_date, known_at as numerator_known_at,
    case when refunded_on > known_date then refunded_on end as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when not needs_shipping then 'no_shipping'
        when refunded_on <= known_date then 'refunded_before_shipping'
        when is_cancelled and shipped_at is null and refunded_on is null then 'cancelled_before_shipping'
        when shipped_at < paid_at then 'times_out_of_order'
    end as exclusion,
    case when numerator = 1 then 'in_time' when shipped_at is null then 'not_shipped' else 'shipped_late' end as reason,
    ship_limit_on, refunded_on
from judged
