{#
    PICKUP HOURS  平均揽收时长
    Rule       Of the orders picked up on a day, the hours from payment to pickup; what is paid at night waits for the
               morning without the clock running.
    Counted    every picked-up order                              -> denominator
    Met        pickup - start of the clock, in hours; picked up before the clock starts: 0 -> numerator
    Left out   abnormal orders, presale orders, orders that need no shipping, pickups before the payment
    Dated by   pickup day
    Source     published; the hours of the night: seeds/rules/night_clocks.csv
#}
with

pickups as (

    select
        orders.*,
        cast(orders.picked_up_at as date) as picked_up_on,
        greatest(orders.picked_up_at, orders.paid_at) as known_at,
        {{ clock_start('orders.paid_at', 'clocks.from_hour', 'clocks.to_hour') }} as clock_from
    from {{ ref('int_order_fulfilment') }} as orders
    left join {{ ref('night_clocks') }} as clocks
        on
            clocks.indicator_id = 'pickup_hours'
            and orders.platform = clocks.platform
            and {{ valid_on('orders.paid_on', 'clocks') }}
    where orders.picked_up_at is not null

)

select
    'pickup_hours' as indicator_id,
    platform,
    shop_id,
    shop_key,
    creator_id,
    creator_key,
    'order' as case_kind,
    order_id as case_id,
    order_id,
    order_key,
    product_id,
    carrier,
    cast(null as string) as agent_id,
    picked_up_on as cohort_date,
    cast(known_at as date) as known_date,
    known_at,
    1 as denominator,
    cast(greatest({{ seconds_between('clock_from', 'picked_up_at') }}, 0) / 3600 as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date,
    known_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when is_presale then 'presale'
        when not needs_shipping then 'no_shipping'
        when picked_up_at < paid_at then 'times_out_of_order'
    end as exclusion,
    cast(null as string) as reason
from pickups
