{#
    REPLY WITHIN 3 MINUTES  IM3分钟平均回复率
    Rule       Of the sessions sent to a human agent on a day, those a human answered within three minutes.
    Counted    sessions that reached a human; never answered ones too -> denominator
    Met        first human reply at most 180 s after the transfer; a bot's reply is none -> numerator
    Left out   sessions started outside 08:00:00-22:59:59, never handed to a human, answered before the transfer
    Dated by   session day
    Else       on days without any session row the staff report's sessions, as many in time as its rate says
    Source     articles (Douyin), published (Pinduoduo); the hours and the limit: seeds/rules/parameters.csv
#}
with

parameters as (

    select * from {{ ref('parameters') }}

),

sessions as (

    select
        *,
        cast(started_at as date) as started_on,
        greatest(started_at, handed_to_human_at) as known_at,
        greatest(started_at, handed_to_human_at, first_human_reply_at) as answered_at,
        {{ seconds_between('handed_to_human_at', 'first_human_reply_at') }} as reply_seconds
    from {{ ref('int_chat_sessions') }}

)

select
    'im_reply_3min_rate' as indicator_id, sessions.platform, sessions.shop_id, sessions.shop_key,
    sessions.creator_id, sessions.creator_key, 'session' as case_kind, sessions.session_id as case_id,
    cast(null as string) as order_id, cast(null as bigint) as order_key, cast(null as string) as product_id,
    cast(null as string) as carrier, sessions.agent_id,
    sessions.started_on as cohort_date, cast(sessions.known_at as date) as known_date, sessions.known_at,
    1 as denominator,
    cast(case when sessions.reply_seconds <= reply_limit.value then 1 else 0 end as decimal(28, 9)) as numerator,
    cast(sessions.answered_at as date) as numerator_known_date, sessions.answered_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when hour(sessions.started_at) < first_hour.value then 'outside_hours'
        when hour(sessions.started_at) >= end_hour.value then 'outside_hours'
        when sessions.handed_to_human_at is null then 'not_handed_to_human'
        when sessions.reply_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    case when sessions.first_human_reply_at is null then 'never_answered' else 'answered_late' end as reason,
    cast(null as bigint) as first_case, cast(null as bigint) as last_case
from sessions
left join parameters as reply_limit
    on
        sessions.platform = reply_limit.platform
        and reply_limit.parameter = 'im_reply_seconds'
        and {{ valid_on('sessions.started_on', 'reply_limit') }}
left join parameters as first_hour
    on
        sessions.platform = first_hour.platform
        and first_hour.parameter = 'im_from_hour'
        and {{ valid_on('sessions.started_on', 'first_hour') }}
left join parameters as end_hour
    on
        sessions.platform = end_hour.platform
        and end_hour.parameter = 'im_below_hour'
        and {{ valid_on('sessions.started_on', 'end_hour') }}

union all

select
    'im_reply_3min_rate' as indicator_id, platform, shop_id, shop_key,
    cast(null as string) as creator_id, cast(null as bigint) as creator_key, 'staff_session' as case_kind,
    session_id as case_id, cast(null as string) as order_id, cast(null as bigint) as order_key,
    cast(null as string) as product_id, cast(null as string) as carrier, agent_id,
    day as cohort_date, day as known_date, cast(day as timestamp) as known_at,
    last_session - first_session + 1 as denominator,
    cast(case when is_answered_in_time then last_session - first_session + 1 else 0 end as decimal(28, 9)) as numerator,
    day as numerator_known_date, cast(day as timestamp) as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    cast(null as string) as exclusion, 'not_answered_in_time' as reason,
    first_session as first_case, last_session as last_case
from {{ ref('int_staff_sessions') }}
