{#
    SESSIONS OF STAFF DAYS  客服日报会话
    One row for each session that a staff report counts, on days of which no session itself has landed. The report does
    not tell the sessions apart: of n sessions the first rate x n, rounded, were answered in time.
#}
with

counted_days as (

    select
        *,
        cast(round(cast(reply_3min_rate as decimal(18, 9)) * sessions) as bigint) as answered_in_time
    from {{ ref('int_chat_staff_days') }}
    where
        not has_session_rows
        and sessions > 0
        and reply_3min_rate is not null

),

numbered as (

    select
        *,
        {{ each_number('1', 'sessions') }} as session_number
    from counted_days

)

select
    platform,
    shop_id,
    shop_key,
    cast(day as string) || '/' || coalesce(agent_id, 'all') || '/' || cast(session_number as string) as session_id,
    agent_id,
    day,
    session_number <= answered_in_time as is_answered_in_time
from numbered
