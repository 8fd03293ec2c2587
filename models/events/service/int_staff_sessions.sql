{#
    SESSIONS OF STAFF DAYS  客服日报会话
    One row for each session that a staff report counts, on days of which no session itself has landed. The figures of a
    whole shop stand only for a day of which no agent is told: a day's total is never added to its agents. The report
    does not tell the sessions apart: of n sessions the first rate x n, rounded, were answered in time.
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
