{#
    ORDER FULFILMENT  订单履约
    One row per paid order: an order that was never paid is a case of nothing, even when somebody shipped it.
    An order's pickup is the earliest pickup of its parcels. It is shipped when the order says so, else when the first
    of its parcels was. It is compensated for an abnormal trace when one of its parcels is. Published exemptions and the user's own move the pickup limits of the orders paid in them; those
    that overlap do not add up: the longest one holds.
#}
with

paid_orders as (

    select
        *,
        cast(paid_at as date) as paid_on
    from {{ ref('int_orders') }}
    where paid_at is not null

),

parcels as (

    select * from {{ ref('int_parcels') }}

),

parcels_by_pickup as (

    select
        order_key,
        carrier,
        picked_up_at,
        min(shipped_at) over (partition by order_key) as first_shipped_at,
        max(case when is_trace_compensated then 1 else 0 end) over (partition by order_key) as compensated,
        row_number() over (
            partition by order_key
            order by picked_up_at nulls last, waybill_no
        ) as pickup_order
    from parcels

),

first_parcels as (

    select * from parcels_by_pickup
    where pickup_order = 1

),

exemptions as (

    select platform, scope, paid_from, paid_to, shift_hours
    from {{ ref('exemptions') }}
    where indicator_id = 'pickup_timeliness'

    union all

    select platform, coalesce(scope, 'all') as scope, paid_from, paid_to, shift_hours
    from {{ ref('stg_reference__exemptions') }}
    where indicator_id = 'pickup_timeliness'

),

shifts as (

    select
        paid_orders.order_key,
        max(exemptions.shift_hours) as shift_hours
    from paid_orders
    inner join exemptions
        on
            paid_orders.platform = exemptions.platform
            and (exemptions.scope = 'all' or paid_orders.shop_id = exemptions.scope)
            and paid_orders.paid_on between exemptions.paid_from and exemptions.paid_to
    group by 1

)

select
    paid_orders.platform,
    paid_orders.shop_id,
    paid_orders.shop_key,
    paid_orders.creator_id,
    paid_orders.creator_key,
    paid_orders.order_id,
    paid_orders.order_key,
    paid_orders.product_id,
    coalesce(first_parcels.carrier, paid_orders.carrier) as carrier,
    paid_orders.is_presale,
    paid_orders.is_abnormal,
    paid_orders.needs_shipping,
    paid_orders.is_cancelled,
    paid_orders.is_fraud_compensated,
    coalesce(first_parcels.compensated = 1, false) as is_trace_compensated,
    paid_orders.paid_at,
    paid_orders.paid_on,
    paid_orders.promised_ship_at,
    coalesce(paid_orders.shipped_at, first_parcels.first_shipped_at) as shipped_at,
    first_parcels.picked_up_at,
    shifts.shift_hours,
    paid_orders.completed_at
from paid_orders
left join first_parcels
    on paid_orders.order_key = first_parcels.order_key
left join shifts
    on paid_orders.order_key = shifts.order_key
