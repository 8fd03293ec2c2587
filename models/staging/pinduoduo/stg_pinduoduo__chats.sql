with

newest_chats as (

    select * from {{ deduplicate('pinduoduo', 'chats') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", "'creator'", 'creator_id']) }} as creator_key,
    cast(null as bigint) as order_key,
    shop_id,
    session_id,
    started_at,
    handed_to_human_at,
    first_human_reply_at,
    ended_at,
    agent_id,
    buyer_hash,
    creator_id,
    cast(null as string) as order_id,
    cast(null as bigint) as rounds,
    cast(null as bigint) as unanswered_rounds,
    cast(null as double) as total_reply_seconds,
    rating,
    _file_id,
    _file_row
from newest_chats
