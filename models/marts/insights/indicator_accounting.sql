{#
    INDICATOR ACCOUNTING  指标案例对账
    For every indicator of every score of the published days: how many cases there are of the subject at all, and where
    each of them stands on that day. The cases are counted by themselves; that they are the sum of the states is a test.
#}
with

indicator_scores as (

    select * from {{ ref('indicator_scores') }}

),

-- a rule may change within a version: the cases as they stand under each row of it
totals as (

    select
        system_id,
        rule_version,
        subject_id,
        indicator_id,
        first_date,
        last_date,
        sum(cases) as cases
    from {{ ref('int_account_groups') }}
    group by 1, 2, 3, 4, 5, 6

),

deltas as (

    select
        system_id, rule_version, subject_id, indicator_id, delta_date,
        sum(case when state = 'counted_for' then cases else 0 end) as counted_for,
        sum(case when state = 'counted_against' then cases else 0 end) as counted_against,
        sum(case when state = 'excluded' then cases else 0 end) as excluded,
        sum(case when state = 'not_yet_known' then cases else 0 end) as not_yet_known,
        sum(case when state = 'out_of_window' then cases else 0 end) as out_of_window
    from {{ ref('int_account_deltas') }}
    group by 1, 2, 3, 4, 5

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
        scores.system_id = totals.system_id
        and scores.rule_version = totals.rule_version
        and scores.subject_id = totals.subject_id
        and scores.indicator_id = totals.indicator_id
        and scores.assessment_date >= totals.first_date
        and scores.assessment_date <= totals.last_date
left join deltas
    on
        scores.assessment_date = deltas.delta_date
        and scores.system_id = deltas.system_id
        and scores.rule_version = deltas.rule_version
        and scores.subject_id = deltas.subject_id
        and scores.indicator_id = deltas.indicator_id
window to_date as (
    partition by scores.system_id, scores.rule_version, scores.subject_id, scores.indicator_id
    order by scores.assessment_date
    rows between unbounded preceding and current row
)
