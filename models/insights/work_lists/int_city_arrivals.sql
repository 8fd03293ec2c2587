{#
    CITY ARRIVALS  到达买家城市
    The parcels whose newest trace, no later than cutoff, names the buyer's city, and that nobody has signed for yet.
    Traces name a city with or without its suffix. An order in several parcels arrives with the first of them.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

orders as (

    select
        orders.order_key,
        coalesce(
            substring(orders.city, 1, length(orders.city) - length(suffixes.suffix)), orders.city
        ) as city_name
    from {{ ref('int_orders') }} as orders
    left join {{ ref('place_suffixes') }} as suffixes
        on orders.city like concat('_%', suffixes.suffix)
    where
        orders.city is not null
        and not orders.is_abnormal

),

parcels as (

    select * from {{ ref('int_parcels') }}

)

select
    parcels.platform,
    parcels.shop_id,
    parcels.shop_key,
    parcels.order_id,
    parcels.order_key,
    min(parcels.last_trace_at) as arrived_at
from parcels
inner join cutoff
    on
        parcels.platform = cutoff.platform
        and parcels.last_trace_at <= cutoff.noon_at
        and (parcels.signed_at is null or parcels.signed_at > cutoff.noon_at)
inner join orders
    on
        parcels.order_key = orders.order_key
        and parcels.last_trace like concat('%', orders.city_name, '%')
group by 1, 2, 3, 4, 5
