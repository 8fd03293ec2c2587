{#
    INDICATOR EVIDENCE  指标证据
    The rows of int_case_evidence as their readers get them.
#}
select
    platform,
    subject_type,
    subject_id,
    indicator_id,
    case_kind,
    case_id,
    shop_id,
    order_id,
    product_id,
    carrier,
    agent_id,
    cohort_date,
    known_date,
    enters_on,
    leaves_on,
    effect,
    state,
    reason
from {{ ref('int_case_evidence') }}
