{#
    MEAN POINTS OF PICKUP TIME  揽收时长平均得分
    Rule       Of the orders picked up on a day, the points of the hours from payment to pickup; what is paid at night
               waits for the morning without the clock running.
    Counted    every picked-up order, where the table of points is known -> denominator
    Met        the points of the row with the most hours that it waited; below the first row, and compensated: the
               fewest points                                      -> numerator
    Left out   abnormal orders, presale orders, orders that need no shipping, pickups before the payment
    Dated by   pickup day
    Source     published; tables: reference/pickup_points; seeds/rules/night_clocks.csv, parameters.csv
#}
with

steps as (

    select *, lead(from_hours) over (partition by platform, cases_of order by from_hours) as below_hours
    from {{ ref('int_pickup_tables') }}
    where from_hours is not null

),

readings as (select distinct platform, cases_of from steps),

pickups as (

    select
        orders.*,
        cast(orders.picked_up_at as date) as picked_up_on,
        greatest(orders.picked_up_at, orders.paid_at) as known_at,
        fewest.value as fewest_points,
        {{ seconds_between(
            clock_start('orders.paid_at', 'clocks.from_hour', 'clocks.to_hour'), 'orders.picked_up_at'
        ) }} as waited_seconds
    from {{ ref('int_order_fulfilment') }} as orders
    left join {{ ref('night_clocks') }} as clocks
        on
            clocks.indicator_id = 'pickup_points'
            and orders.platform = clocks.platform
            and {{ valid_on('orders.paid_on', 'clocks') }}
    left join {{ ref('parameters') }} as fewest
        on
            fewest.parameter = 'pickup_fewest_points'
            and orders.platform = fewest.platform
            and {{ valid_on('orders.paid_on', 'fewest') }}
    where orders.picked_up_at is not null

)

select
    readings.cases_of as indicator_id, pickups.platform, pickups.shop_id, pickups.shop_key, pickups.creator_id,
    pickups.creator_key, 'order' as case_kind, pickups.order_id as case_id, pickups.order_id, pickups.order_key,
    pickups.product_id, pickups.carrier, cast(null as string) as agent_id, pickups.picked_up_on as cohort_date,
    cast(pickups.known_at as date) as known_date, pickups.known_at, 1 as denominator,
    cast(
        case
            when pickups.is_fraud_compensated or pickups.is_trace_compensated then pickups.fewest_points
            else coalesce(steps.points, pickups.fewest_points)
        end as decimal(28, 9)
    ) as numerator,
    cast(pickups.known_at as date) as numerator_known_date, pickups.known_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when pickups.is_abnormal then 'abnormal'
        when pickups.is_presale then 'presale'
        when not pickups.needs_shipping then 'no_shipping'
        when pickups.picked_up_at < pickups.paid_at then 'times_out_of_order'
    end as exclusion,
    case
        when pickups.is_fraud_compensated then 'fraud_compensated'
        when pickups.is_trace_compensated then 'trace_compensated'
    end as reason
from pickups
inner join readings
    on pickups.platform = readings.platform
left join steps
    on
        readings.cases_of = steps.cases_of
        and pickups.platform = steps.platform
        and greatest(pickups.waited_seconds, 0) >= steps.from_hours * 3600
        and (steps.below_hours is null or greatest(pickups.waited_seconds, 0) < steps.below_hours * 3600)
