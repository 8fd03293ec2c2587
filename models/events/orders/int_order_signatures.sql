{#
    ORDER SIGNATURES  订单签收
    An order is signed at the latest signature of its parcels, once all of them are signed (an assumption).
    A parcel that turns up after the order was complete opens it again: the first signature stands until the day
    the later parcel was first seen, and a second one follows. So the score of a past day is what was known then.
    Parcels alone tell it: whose order it is, and whether it was paid, is told by the order.
#}
with

parcels as (

    select * from {{ ref('int_parcels') }}

),

parcels_by_day_seen as (

    select
        order_key,
        coalesce(cast(first_seen_at as date), date '1900-01-01') as seen_on,
        sum(case when signed_at is null then 1 else 0 end) as unsigned_parcels,
        max(signed_at) as last_signed_at
    from parcels
    group by 1, 2

),

order_states as (

    select
        order_key,
        sum(unsigned_parcels) over (
            partition by order_key
            order by seen_on
            rows between unbounded preceding and current row
        ) as unsigned_parcels,
        max(last_signed_at) over (
            partition by order_key
            order by seen_on
            rows between unbounded preceding and current row
        ) as signed_at,
        lead(seen_on) over (
            partition by order_key
            order by seen_on
        ) as reopened_on
    from parcels_by_day_seen

),

signatures as (

    select * from order_states
    where
        unsigned_parcels = 0
        and (reopened_on is null or cast(signed_at as date) < reopened_on)

)

select
    order_key,
    signed_at,
    reopened_on
from signatures
