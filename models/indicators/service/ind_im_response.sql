{#
    RESPONSE SECONDS  飞鸽平均响应时长
    Rule       Of the rounds of human conversation on a day, the mean seconds until the reply.
    Counted    rounds of the sessions that reached a human, the unanswered too -> denominator
    Met        reply seconds of the answered rounds, in full, and 600 s for each unanswered -> numerator
    Left out   sessions started outside 08:00:00-22:59:59, never handed to a human, without rounds or their time
    Dated by   session day; known on the day it ended, else on its own
    Else       on days without any session row the staff report: its mean once for each of its rounds
    Source     published; the hours and the 600 s: seeds/rules/parameters.csv
#}
{% set parameters = {
    'substitute': 'im_unanswered_seconds', 'first_hour': 'im_from_hour', 'end_hour': 'im_below_hour'
} %}
with

sessions as (

    select
        *,
        cast(started_at as date) as started_on,
        greatest(started_at, ended_at) as known_at,
        coalesce(unanswered_rounds, 0) as unanswered
    from {{ ref('int_chat_sessions') }}

)

select
    'im_response_seconds' as indicator_id, sessions.platform, sessions.shop_id, sessions.shop_key,
    sessions.creator_id, sessions.creator_key, 'session' as case_kind, sessions.session_id as case_id,
    cast(null as string) as order_id, cast(null as bigint) as order_key, cast(null as string) as product_id,
    cast(null as string) as carrier, sessions.agent_id,
    sessions.started_on as cohort_date, cast(sessions.known_at as date) as known_date, sessions.known_at,
    coalesce(sessions.rounds, 0) as denominator,
    cast(
        coalesce(sessions.total_reply_seconds, 0) + sessions.unanswered * substitute.value as decimal(28, 9)
    ) as numerator,
    cast(sessions.known_at as date) as numerator_known_date, sessions.known_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when hour(sessions.started_at) < first_hour.value then 'outside_hours'
        when hour(sessions.started_at) >= end_hour.value then 'outside_hours'
        when sessions.handed_to_human_at is null then 'not_handed_to_human'
        when coalesce(sessions.rounds, 0) < 1 then 'no_rounds'
        when sessions.total_reply_seconds is null and sessions.unanswered < sessions.rounds then 'no_rounds'
        when sessions.total_reply_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    case when sessions.unanswered > 0 then 'rounds_unanswered' else 'rounds_answered' end as reason
from sessions
{% for name, parameter in parameters.items() %}
    left join {{ ref('parameters') }} as {{ name }}
        on
            sessions.platform = {{ name }}.platform
            and {{ name }}.parameter = '{{ parameter }}'
            and {{ valid_on('sessions.started_on', name) }}
{% endfor %}

union all

select
    'im_response_seconds' as indicator_id, platform, shop_id, shop_key,
    cast(null as string) as creator_id, cast(null as bigint) as creator_key, 'staff_day' as case_kind,
    staff_day_id as case_id, cast(null as string) as order_id, cast(null as bigint) as order_key,
    cast(null as string) as product_id, cast(null as string) as carrier, agent_id,
    day as cohort_date, day as known_date, cast(day as timestamp) as known_at,
    rounds as denominator, cast(mean_response_seconds * rounds as decimal(28, 9)) as numerator,
    day as numerator_known_date, cast(day as timestamp) as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    cast(null as string) as exclusion, 'as_staff_report_says' as reason
from {{ ref('int_staff_days') }}
where
    rounds > 0
    and mean_response_seconds >= 0
