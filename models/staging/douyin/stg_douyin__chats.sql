with

newest_chats as (

    select * from {{ deduplicate('douyin', 'chats') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    {{ surrogate_key(["'douyin'", "'creator'", 'creator_id']) }} as creator_key,
    shop_id,
    session_id,
    started_at,
    handed_to_human_at,
    first_human_reply_at,
    ended_at,
    agent_id,
    buyer_hash,
    creator_id,
    order_id,
    rounds,
    unanswered_rounds,
    reply_seconds as total_reply_seconds,
    rating,
    _file_id,
    _file_row
from newest_chats
