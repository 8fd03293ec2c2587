with

newest_staff_days as (

    select * from {{ deduplicate('pinduoduo', 'chat_staff_days') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
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
