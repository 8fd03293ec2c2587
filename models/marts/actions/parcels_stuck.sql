{#
    PARCELS STUCK  滞留包裹
    The rows of int_parcels_stuck as their readers get them.
#}
select
    platform,
    shop_id,
    waybill_no,
    order_id,
    carrier,
    state,
    shipped_at,
    picked_up_at,
    last_trace_at,
    indicator_id,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    reason,
    reason_zh
from {{ ref('int_parcels_stuck') }}
