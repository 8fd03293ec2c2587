{#
    CASE STATE DELTAS  案例状态增减
    How many cases enter or leave each state on each assessment date: two dated amounts for each period, so that the
    account of any day is a running sum. Cost: groups of cases, not cases x days.
#}
with

periods as (

    select * from {{ ref('int_case_state_periods') }}

),

deltas as (

    select
        subject_rule_key, state, reason,
        from_date as delta_date,
        cases
    from periods

    union all

    select
        subject_rule_key, state, reason,
        until_date as delta_date,
        -cases as cases
    from periods

)

select
    subject_rule_key, state, reason, delta_date,
    cast(sum(cases) as bigint) as cases
from deltas
group by 1, 2, 3, 4
having sum(cases) <> 0
