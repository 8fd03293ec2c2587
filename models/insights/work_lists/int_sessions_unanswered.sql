{#
    SESSIONS UNANSWERED  未回复会话
    Sessions of the counted chat hours that reached a human agent by noon and have no human reply by then. Past the
    limit the answer in time is lost and the buyer still waits. The clock starts at the transfer, the limit itself is
    in time. Which hours count is what the indicator says of the session; how many days back one is listed comes from
    the delay of the staff reports.
#}
with

list_limits as (

    select * from {{ ref('int_list_limits') }}

),

reply_limits as (

    select * from {{ ref('parameters') }}
    where parameter = 'im_reply_seconds'

),

waiting_sessions as (

    select
        sessions.*,
        cast(sessions.started_at as date) as started_on,
        list_limits.noon_at
    from {{ ref('int_chat_sessions') }} as sessions
    inner join list_limits
        on sessions.platform = list_limits.platform
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            sessions.shop_key = gaps.shop_key
            and gaps.list_name = 'sessions_unanswered'
            and gaps.is_empty
    where
        sessions.handed_to_human_at <= list_limits.noon_at
        and (sessions.first_human_reply_at is null or sessions.first_human_reply_at > list_limits.noon_at)
        and {{ days_between('cast(sessions.started_at as date)', 'list_limits.as_of') }}
        <= list_limits.session_list_days

),

counted_sessions as (

    select
        sessions.*,
        sessions.handed_to_human_at + interval '1' second * reply_limit.value as due_at
    from waiting_sessions as sessions
    inner join {{ ref('ind_im_reply_3min') }} as cases
        on
            sessions.shop_key = cases.shop_key
            and sessions.session_id = cases.case_id
    inner join reply_limits as reply_limit
        on
            sessions.platform = reply_limit.platform
            and {{ valid_on('sessions.started_on', 'reply_limit') }}
    where coalesce(cases.exclusion, 'counted') <> 'outside_hours'

),

priced as (

    select
        sessions.*,
        cast({{ seconds_between('sessions.noon_at', 'sessions.due_at') }} / 3600 as decimal(10, 2)) as hours_left,
        case when sessions.due_at < sessions.noon_at then 0 else 1 end * points.points_per_unit as score_cost,
        cast(
            cast({{ seconds_between('sessions.handed_to_human_at', 'sessions.noon_at') }} / 60 as decimal(12, 1))
            as string
        ) as minutes_words
    from counted_sessions as sessions
    left join {{ ref('int_points_at_stake') }} as points
        on
            sessions.shop_key = points.shop_key
            and points.indicator_id = 'im_reply_3min_rate'

)

select
    platform,
    shop_id,
    shop_key,
    session_id,
    agent_id,
    started_at,
    handed_to_human_at,
    'im_reply_3min_rate' as indicator_id,
    due_at,
    hours_left,
    score_cost,
    cast(noon_at as date) as as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, session_id asc
    ) as priority,
    'Handed to ' || coalesce(agent_id, 'a human') || ' ' || minutes_words || ' min ago, no human reply'
    || case when due_at < noon_at then '; the time limit has passed and the buyer still waits.' else '.' end as reason,
    '转人工（' || coalesce(agent_id, '无人接待') || '）已 ' || minutes_words || ' 分钟，无人工回复'
    || case when due_at < noon_at then '；已超时，买家仍在等待。' else '。' end as reason_zh
from priced
