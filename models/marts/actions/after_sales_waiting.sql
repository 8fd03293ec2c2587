{#
    AFTER-SALES WAITING  待处理售后
    The rows of int_after_sales_waiting as their readers get them.
#}
select
    platform,
    shop_id,
    after_sale_id,
    order_id,
    product_id,
    kind,
    leg,
    waits_since,
    indicator_id,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    reason,
    reason_zh,
    is_due_by_platform
from {{ ref('int_after_sales_waiting') }}
