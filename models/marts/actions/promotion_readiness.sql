{#
    PROMOTION READINESS  大促体检
    The rows of int_promotion_readiness as their readers get them.
#}
select
    platform,
    shop_id,
    item_kind,
    item,
    system_id,
    state,
    value,
    limit_value,
    cases,
    share,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    reason,
    reason_zh
from {{ ref('int_promotion_readiness') }}
