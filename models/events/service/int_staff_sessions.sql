{#
    SESSIONS OF STAFF DAYS  客服日报会话
    The sessions that a staff report counts, on days of which no session itself has landed. The figures of a whole shop
    stand only for a day of which no agent is told: a day's total is never added to its agents. The report does not tell
    the sessions apart: of n sessions the first rate x n, rounded, were answered in time. So each of its rows is two of
    sessions that are alike in all but their number, and none where none were or all.
#}
with

staff_days as (

    {% for platform in var('platforms_with')['chat_staff_days'] %}
        select
            platform,
            shop_id,
            shop_key,
            day,
            agent_id,
            sessions,
            reply_3min_rate
        from {{ ref('stg_' ~ platform ~ '__chat_staff_days') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

days_with_agents as (

    select distinct
        shop_key,
        day
    from staff_days
    where agent_id is not null

),

days_with_sessions as (

    select distinct
        shop_key,
        cast(started_at as date) as day
    from {{ ref('int_chat_sessions') }}

),

counted_days as (

    select
        staff_days.*,
        cast(round(cast(staff_days.reply_3min_rate as decimal(18, 9)) * staff_days.sessions) as bigint)
            as answered_in_time
    from staff_days
    left join days_with_agents
        on
            staff_days.shop_key = days_with_agents.shop_key
            and staff_days.day = days_with_agents.day
    anti join days_with_sessions
        on
            staff_days.shop_key = days_with_sessions.shop_key
            and staff_days.day = days_with_sessions.day
    where
        (staff_days.agent_id is not null or days_with_agents.day is null)
        and staff_days.sessions > 0
        and staff_days.reply_3min_rate is not null

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
    cast(day as string) || '/' || coalesce(agent_id, 'all') || '/' || cast(first_session as string) as session_id,
    agent_id,
    day,
    is_answered_in_time,
    first_session,
    last_session
from alike
where first_session <= last_session
