{#
    Two roads to how many cases count on each published day, each case being 1 in the denominator:
    those counted for and against, from the days on which cases change their state, against the denominator of the
    indicator, from the running sum of facts. And the excluded ones against their reasons.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_accounting'}}}) }}

with

from_reasons as (

    select
        assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id,
        sum(cases) as cases
    from {{ ref('indicator_exclusions') }}
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id,
        scores.denominator,
        accounts.counted_for + accounts.counted_against as counted,
        coalesce(from_reasons.cases, 0) as cases_with_a_reason,
        accounts.excluded
    from {{ ref('indicator_scores') }} as scores
    full outer join {{ ref('indicator_accounting') }} as accounts
        using (assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id)
    full outer join from_reasons
        using (assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id)

)

select * from compared
where
    counted is null
    or denominator is null
    or counted <> denominator
    or excluded <> cases_with_a_reason
