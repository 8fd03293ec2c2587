{#
    CHAT SESSIONS  客服会话
    Every session with the service desk, with the times that decide whether it was answered.
#}
with

chats as (

    {% for platform in var('platforms_with')['chats'] %}
        select
            platform,
            shop_id,
            shop_key,
            creator_id,
            creator_key,
            session_id,
            agent_id,
            started_at,
            handed_to_human_at,
            first_human_reply_at,
            ended_at,
            order_id,
            order_key,
            rounds,
            unanswered_rounds,
            total_reply_seconds,
            rating
        from {{ ref('stg_' ~ platform ~ '__chats') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    platform,
    shop_id,
    shop_key,
    creator_id,
    creator_key,
    session_id,
    agent_id,
    started_at,
    handed_to_human_at,
    first_human_reply_at,
    ended_at,
    order_id,
    order_key,
    rounds,
    unanswered_rounds,
    total_reply_seconds,
    rating
from chats
