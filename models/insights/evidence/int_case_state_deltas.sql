{#
    CASE STATE DELTAS  案例状态增减
    How many cases enter or leave each state on each assessment date: two dated amounts for each period that a group of
    cases is in a state, so that the account of any day is a running sum. Cost: groups of cases, not cases x days. On any
    day a case is in exactly one state: not yet known, out of the window, excluded for one reason, counted for or against.
    Until a result is known a case stands as if it were 0, and so again once the result is taken back.
#}
{% set periods = [
    {'state': "'not_yet_known'", 'from': 'first_date', 'until': 'known_on', 'of': 'true'},
    {'state': "'out_of_window'", 'from': 'known_on', 'until': 'reached_on', 'of': 'true'},
    {'state': "'out_of_window'", 'from': 'greatest(known_on, left_on)', 'until': 'ended_on', 'of': 'true'},
    {'state': "'excluded'", 'from': 'enters_on', 'until': 'left_on', 'of': 'exclusion is not null'},
    {'state': "'excluded'", 'from': 'greatest(enters_on, gone_on)', 'until': 'left_on', 'of': 'is_taken_back'},
    {'state': 'state_before', 'from': 'enters_on', 'until': 'least(counted_until, result_from)', 'of': 'is_counted'},
    {
        'state': 'state_with', 'from': 'greatest(enters_on, result_from)',
        'until': 'least(counted_until, result_until)', 'of': 'is_counted and result_from is not null'
    },
    {
        'state': 'state_before', 'from': 'greatest(enters_on, result_until)',
        'until': 'counted_until', 'of': 'is_counted and result_until is not null'
    },
] %}
with

groups as (

    select
        *,
        exclusion is null as is_counted,
        exclusion is null and withdrawn_date is not null as is_taken_back,
        {{ add_days('known_date', '1') }} as known_on,
        {{ add_days('cohort_date', 'near_days') }} as reached_on,
        {{ enters_on('cohort_date', 'near_days', 'known_date') }} as enters_on,
        {{ add_days('cohort_date', 'far_days + 1') }} as left_on,
        {{ add_days('withdrawn_date', '1') }} as gone_on,
        least(
            {{ add_days('cohort_date', 'far_days + 1') }},
            {{ add_days('withdrawn_date', '1') }}
        ) as counted_until,
        {{ add_days('result_known_date', '1') }} as result_from,
        {{ add_days('result_withdrawn_date', '1') }} as result_until,
        {{ add_days('last_date', '1') }} as ended_on,
        case when falls_short_before then 'counted_against' else 'counted_for' end as state_before,
        case when falls_short_with then 'counted_against' else 'counted_for' end as state_with
    from {{ ref('int_case_state_groups') }}

),

periods as (

    {% for period in periods %}
        select
            subject_rule_key, cases,
            {{ period.state }} as state,
            {% if period.state == "'excluded'" %}coalesce(exclusion, 'withdrawn'){% else %}cast(null as string){% endif %}
                as reason,
            greatest({{ period.from }}, first_date) as from_date,
            least({{ period.until }}, ended_on) as until_date
        from groups
        where {{ period.of }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

deltas as (

    select
        subject_rule_key, state, reason,
        from_date as delta_date,
        cases
    from periods
    where from_date < until_date

    union all

    select
        subject_rule_key, state, reason,
        until_date as delta_date,
        -cases as cases
    from periods
    where from_date < until_date

)

select
    subject_rule_key, state, reason, delta_date,
    cast(sum(cases) as bigint) as cases
from deltas
group by 1, 2, 3, 4
having sum(cases) <> 0
