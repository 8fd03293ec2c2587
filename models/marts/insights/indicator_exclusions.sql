{#
    INDICATOR EXCLUSIONS  指标排除明细
    The excluded cases of each indicator of each score of the published days by their one reason; they add up to
    `excluded` of the accounting. A reason without a case on a day has no row.
#}
with

indicator_scores as (

    select * from {{ ref('int_indicator_scores') }}
    where is_published

),

deltas as (

    select
        subject_rule_key,
        reason,
        {{ surrogate_key(['subject_rule_key', 'reason']) }} as exclusion_key,
        delta_date,
        cases
    from {{ ref('int_case_state_deltas') }}
    where state = 'excluded'

),

reasons as (

    select distinct
        subject_rule_key,
        exclusion_key,
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
        on scores.subject_rule_key = reasons.subject_rule_key
    left join deltas
        on
            reasons.exclusion_key = deltas.exclusion_key
            and scores.assessment_date = deltas.delta_date
    window to_date as (
        partition by reasons.exclusion_key
        order by scores.assessment_date
        rows between unbounded preceding and current row
    )

)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, platform, indicator_id, reason, cases
from running
where cases > 0
