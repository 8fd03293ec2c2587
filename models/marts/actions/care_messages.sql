{#
    CARE MESSAGES  关怀消息
    The rows of int_care_messages as their readers get them.
#}
select
    platform,
    shop_id,
    order_id,
    review_id,
    occasion,
    days,
    indicator_id,
    happened_at,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    advice,
    advice_zh,
    reason,
    reason_zh
from {{ ref('int_care_messages') }}
