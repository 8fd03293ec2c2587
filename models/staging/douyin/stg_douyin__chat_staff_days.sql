with

newest_staff_days as (

    select * from {{ deduplicate('douyin', 'chat_staff_days') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    day,
    agent_id,
    sessions,
    rounds,
    mean_response_seconds,
    reply_3min_rate,
    rated_sessions,
    dissatisfied_sessions,
    _file_id,
    _file_row
from newest_staff_days
