{#
    PICKUP SHIFTS  揽收时限顺延
    The paid orders whose pickup limits the platform moved, and by how many hours: by published exemptions from the seed
    and by the user's own. Exemptions that overlap do not add up: the longest one holds.
#}
with

orders as (

    select
        *,
        cast(paid_at as date) as paid_on
    from {{ ref('int_orders') }}
    where paid_at is not null

),

exemptions as (

    select platform, scope, paid_from, paid_to, shift_hours
    from {{ ref('exemptions') }}
    where indicator_id = 'pickup_timeliness'

    union all

    select platform, coalesce(scope, 'all') as scope, paid_from, paid_to, shift_hours
    from {{ ref('stg_reference__exemptions') }}
    where indicator_id = 'pickup_timeliness'

)

select
    orders.platform,
    orders.shop_id,
    orders.shop_key,
    orders.order_id,
    orders.order_key,
    max(exemptions.shift_hours) as shift_hours
from orders
inner join exemptions
    on
        orders.platform = exemptions.platform
        and (exemptions.scope = 'all' or orders.shop_id = exemptions.scope)
        and orders.paid_on between exemptions.paid_from and exemptions.paid_to
group by 1, 2, 3, 4, 5
