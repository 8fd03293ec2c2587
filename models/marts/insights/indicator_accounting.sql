{#
    INDICATOR ACCOUNTING  指标案例对账
    For every indicator of every score of the published days: how many cases there are of the subject at all, and where
    each of them stands on that day. The cases are counted by themselves; that they are the sum of the states is a test.
#}
with

indicator_scores as (

    select * from {{ ref('int_indicator_scores') }}
    where is_published

),

-- a rule may change within a version: the cases as they stand under each row of it
totals as (

    select
        subject_rule_key,
        first_date,
        last_date,
        sum(cases) as cases
    from {{ ref('int_case_state_groups') }}
    group by 1, 2, 3

),

deltas as (

    select
        subject_rule_key, delta_date,
        sum(case when state = 'counted_for' then cases else 0 end) as counted_for,
        sum(case when state = 'counted_against' then cases else 0 end) as counted_against,
        sum(case when state = 'excluded' then cases else 0 end) as excluded,
        sum(case when state = 'not_yet_known' then cases else 0 end) as not_yet_known,
        sum(case when state = 'out_of_window' then cases else 0 end) as out_of_window
    from {{ ref('int_case_state_deltas') }}
    group by 1, 2

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    scores.indicator_id,
    cast(coalesce(totals.cases, 0) as bigint) as cases,
    cast(sum(coalesce(deltas.counted_for, 0)) over to_date as bigint) as counted_for,
    cast(sum(coalesce(deltas.counted_against, 0)) over to_date as bigint) as counted_against,
    cast(sum(coalesce(deltas.excluded, 0)) over to_date as bigint) as excluded,
    cast(sum(coalesce(deltas.not_yet_known, 0)) over to_date as bigint) as not_yet_known,
    cast(sum(coalesce(deltas.out_of_window, 0)) over to_date as bigint) as out_of_window
from indicator_scores as scores
left join totals
    on
        scores.subject_rule_key = totals.subject_rule_key
        and scores.assessment_date >= totals.first_date
        and scores.assessment_date <= totals.last_date
left join deltas
    on
        scores.subject_rule_key = deltas.subject_rule_key
        and scores.assessment_date = deltas.delta_date
window to_date as (
    partition by scores.subject_rule_key
    order by scores.assessment_date
    rows between unbounded preceding and current row
)
