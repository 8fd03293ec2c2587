{#
    DISSATISFIED SESSIONS  飞鸽会话不满意率
    Rule       Of the sessions that buyers rated on a day, those they were not satisfied with.
    Counted    rated sessions, whoever answered them              -> denominator
    Met        a rating of at most three stars                    -> numerator
    Left out   sessions started outside 08:00:00-22:59:59
    Dated by   session day; known on the day it ended, else on its own
    Else       on days without any session row the staff report's rated sessions, as many dissatisfied as it counts
    Source     published; the hours and the stars: seeds/rules/parameters.csv
#}
{% set asked = {'most': 'im_dissatisfied_max_stars', 'first_hour': 'im_from_hour', 'end_hour': 'im_below_hour'} %}
with

rated_sessions as (

    select
        *,
        cast(started_at as date) as started_on,
        greatest(started_at, ended_at) as known_at
    from {{ ref('int_chat_sessions') }}
    where rating is not null

),

-- the report does not tell its rated sessions apart: of n the first as many as it counts were dissatisfied
staff_ratings as (

    select *, 1 as first_case, least(dissatisfied_sessions, rated_sessions) as last_case, 1 as dissatisfied
    from {{ ref('int_staff_days') }}

    union all

    select *, dissatisfied_sessions + 1 as first_case, rated_sessions as last_case, 0 as dissatisfied
    from {{ ref('int_staff_days') }}

)

select
    'im_dissatisfaction_rate' as indicator_id, sessions.platform, sessions.shop_id, sessions.shop_key,
    sessions.creator_id, sessions.creator_key, 'session' as case_kind, sessions.session_id as case_id,
    cast(null as string) as order_id, cast(null as bigint) as order_key, cast(null as string) as product_id,
    cast(null as string) as carrier, sessions.agent_id,
    sessions.started_on as cohort_date, cast(sessions.known_at as date) as known_date, sessions.known_at,
    1 as denominator,
    cast(case when sessions.rating <= most.value then 1 else 0 end as decimal(28, 9)) as numerator,
    cast(sessions.known_at as date) as numerator_known_date, sessions.known_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when hour(sessions.started_at) < first_hour.value then 'outside_hours'
        when hour(sessions.started_at) >= end_hour.value then 'outside_hours'
    end as exclusion,
    {{ stars_said('sessions.rating') }} as reason,
    cast(null as bigint) as first_case, cast(null as bigint) as last_case
from rated_sessions as sessions
{% for name, parameter in asked.items() %}
    left join {{ ref('parameters') }} as {{ name }}
        on
            sessions.platform = {{ name }}.platform
            and {{ name }}.parameter = '{{ parameter }}'
            and {{ valid_on('sessions.started_on', name) }}
{% endfor %}

union all

select
    'im_dissatisfaction_rate' as indicator_id, platform, shop_id, shop_key,
    cast(null as string) as creator_id, cast(null as bigint) as creator_key, 'staff_session' as case_kind,
    staff_day_id || '/rated-' || cast(first_case as string) as case_id, cast(null as string) as order_id,
    cast(null as bigint) as order_key, cast(null as string) as product_id, cast(null as string) as carrier, agent_id,
    day as cohort_date, day as known_date, cast(day as timestamp) as known_at,
    last_case - first_case + 1 as denominator,
    cast((last_case - first_case + 1) * dissatisfied as decimal(28, 9)) as numerator,
    day as numerator_known_date, cast(day as timestamp) as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    cast(null as string) as exclusion, 'as_staff_report_says' as reason,
    cast(first_case as bigint) as first_case, cast(last_case as bigint) as last_case
from staff_ratings
where
    first_case <= last_case
    and dissatisfied_sessions + rated_sessions is not null
