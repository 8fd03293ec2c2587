{#
    STAFF DAYS  客服日报
    The rows of staff reports that stand in for sessions: those of days of which no session itself has landed. The
    figures of a whole shop stand only for a day of which no agent is told: a day's total is never added to its agents.
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
            reply_3min_rate,
            rounds,
            mean_response_seconds,
            rated_sessions,
            dissatisfied_sessions
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

)

select
    staff_days.platform,
    staff_days.shop_id,
    staff_days.shop_key,
    cast(staff_days.day as string) || '/' || coalesce(staff_days.agent_id, 'all') as staff_day_id,
    staff_days.day,
    staff_days.agent_id,
    staff_days.sessions,
    staff_days.reply_3min_rate,
    staff_days.rounds,
    staff_days.mean_response_seconds,
    staff_days.rated_sessions,
    staff_days.dissatisfied_sessions
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
    staff_days.agent_id is not null
    or days_with_agents.day is null
