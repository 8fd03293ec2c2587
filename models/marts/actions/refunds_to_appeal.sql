{#
    REFUNDS TO APPEAL  可申诉退款
    The rows of int_refunds_to_appeal as their readers get them.
#}
select
    platform,
    shop_id,
    after_sale_id,
    order_id,
    product_id,
    indicator_id,
    refunded_at,
    reason_given,
    description,
    contradicting_words,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    evidence_needed,
    evidence_needed_zh,
    reason,
    reason_zh
from {{ ref('int_refunds_to_appeal') }}
