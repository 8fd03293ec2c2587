{#
    REVIEWS TO APPEAL  可申诉评价
    The rows of int_reviews_to_appeal as their readers get them.
#}
select
    platform,
    shop_id,
    review_id,
    order_id,
    product_id,
    indicator_id,
    reviewed_on,
    description_stars,
    service_stars,
    logistics_stars,
    content,
    ground,
    further_grounds,
    days_left,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    evidence_needed,
    evidence_needed_zh,
    reason,
    reason_zh
from {{ ref('int_reviews_to_appeal') }}
