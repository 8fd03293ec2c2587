{#
    SESSIONS OF STAFF DAYS  客服日报会话
    The sessions that a staff report counts. The report does not tell them apart: of n sessions the first rate x n,
    rounded, were answered in time. So each of its rows is two of sessions that are alike in all but their number, and
    none where none were or all.
#}
with

counted_days as (

    select
        *,
        cast(round(cast(reply_3min_rate as decimal(18, 9)) * sessions) as bigint) as answered_in_time
    from {{ ref('int_staff_days') }}
    where
        sessions > 0
        and reply_3min_rate is not null

),

alike as (

    select
        *,
        true as is_answered_in_time,
        cast(1 as bigint) as first_session,
        answered_in_time as last_session
    from counted_days

    union all

    select
        *,
        false as is_answered_in_time,
        answered_in_time + 1 as first_session,
        cast(sessions as bigint) as last_session
    from counted_days

)

select
    platform,
    shop_id,
    shop_key,
    staff_day_id || '/' || cast(first_session as string) as session_id,
    agent_id,
    day,
    is_answered_in_time,
    first_session,
    last_session
from alike
where first_session <= last_session
