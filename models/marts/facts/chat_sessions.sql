{#
    CHAT SESSIONS  客服会话
    Every session with the service desk, without a word of it. In the evidence and in the case states a session is the
    case_id of the case_kind session.
#}
with

chat_sessions as (

    select * from {{ ref('int_chat_sessions') }}

)

select
    platform,
    shop_id,
    session_id,
    order_id,
    creator_id,
    agent_id,
    started_at,
    handed_to_human_at,
    first_human_reply_at,
    ended_at,
    rounds,
    unanswered_rounds,
    total_reply_seconds,
    rating
from chat_sessions
