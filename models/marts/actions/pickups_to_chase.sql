{#
    PICKUPS TO CHASE  待催揽收
    The rows of int_pickups_to_chase as their readers get them.
#}
select
    platform,
    shop_id,
    order_id,
    product_id,
    indicator_id,
    bucket,
    paid_at,
    shipped_at,
    first_due_at,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    reason,
    reason_zh
from {{ ref('int_pickups_to_chase') }}
