{#
    Two roads to how many cases count on each published day, each case being 1 in the denominator:
    those counted for and against, from the days on which cases change their state, against the denominator of the
    indicator, from the running sum of facts. And the excluded ones against their reasons. A session may hold several
    rounds, or none: an indicator with such cases is compared by its reasons only.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_accounting'}}}) }}

with

-- of a session with several rounds
of_several as (

    select distinct
        platform,
        subject_type,
        indicator_id
    from {{ ref('int_cases') }}
    where
        exclusion is null
        and denominator > {{ alike_cases() }}

),

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
        accounts.platform,
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

select compared.*
from compared
left join of_several
    on
        compared.platform = of_several.platform
        and compared.subject_type = of_several.subject_type
        and compared.indicator_id = of_several.indicator_id
where
    compared.counted is null
    or compared.denominator is null
    or (compared.counted <> compared.denominator and of_several.indicator_id is null)
    or compared.excluded <> compared.cases_with_a_reason
