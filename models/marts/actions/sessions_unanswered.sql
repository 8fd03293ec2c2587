{#
    SESSIONS UNANSWERED  未回复会话
    The rows of int_sessions_unanswered as their readers get them.
#}
select
    platform,
    shop_id,
    session_id,
    agent_id,
    started_at,
    handed_to_human_at,
    indicator_id,
    due_at,
    hours_left,
    score_cost,
    as_of,
    priority,
    reason,
    reason_zh
from {{ ref('int_sessions_unanswered') }}
