{#
    INDICATOR EXCLUSIONS  指标排除明细
    The excluded cases of each indicator of each score of the published days by their one reason; they add up to
    `excluded` of the accounting. A reason without a case on a day has no row.
#}
with

indicator_scores as (

    select * from {{ ref('indicator_scores') }}

),

deltas as (

    select * from {{ ref('int_account_deltas') }}
    where state = 'excluded'

),

reasons as (

    select distinct
        system_id,
        rule_version,
        subject_id,
        indicator_id,
        reason
    from deltas

),

running as (

    select
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.subject_type,
        scores.subject_id,
        scores.platform,
        scores.indicator_id,
        reasons.reason,
        cast(sum(coalesce(deltas.cases, 0)) over to_date as bigint) as cases
    from indicator_scores as scores
    inner join reasons
        on
            scores.system_id = reasons.system_id
            and scores.rule_version = reasons.rule_version
            and scores.subject_id = reasons.subject_id
            and scores.indicator_id = reasons.indicator_id
    left join deltas
        on
            scores.assessment_date = deltas.delta_date
            and reasons.system_id = deltas.system_id
            and reasons.rule_version = deltas.rule_version
            and reasons.subject_id = deltas.subject_id
            and reasons.indicator_id = deltas.indicator_id
            and reasons.reason = deltas.reason
    window to_date as (
        partition by
            scores.system_id, scores.rule_version, scores.subject_id, scores.indicator_id, reasons.reason
        order by scores.assessment_date
        rows between unbounded preceding and current row
    )

)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, platform, indicator_id, reason, cases
from running
where cases > 0
