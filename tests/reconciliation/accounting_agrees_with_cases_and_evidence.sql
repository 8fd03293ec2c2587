{#
    Two roads to the account of the latest date, under the rules in force:
    all cases of a subject, counted one by one, against the cases accounted for; and the evidence of the day, against
    the subject or left out for a reason, against the cases counted against it and those excluded. Evidence is over one
    window of an indicator, so only the accounts are compared with it that are over that one.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_accounting'}}}) }}

with

accounts as (

    select
        accounts.*,
        coalesce(rules.cases_of, rules.indicator_id) as cases_of,
        in_force.indicator_id is not null as has_evidence
    from {{ ref('indicator_accounting') }} as accounts
    inner join {{ ref('int_assessment_dates') }} as dates
        on accounts.assessment_date = dates.assessment_date
    inner join {{ ref('systems') }} as systems
        on
            accounts.system_id = systems.system_id
            and accounts.rule_version = systems.rule_version
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            accounts.system_id = rules.system_id
            and accounts.rule_version = rules.rule_version
            and accounts.indicator_id = rules.indicator_id
            and {{ valid_on('accounts.assessment_date', 'rules') }}
    left join {{ ref('int_rules_in_force') }} as in_force
        on
            accounts.platform = in_force.platform
            and accounts.subject_type = in_force.subject_type
            and accounts.indicator_id = in_force.indicator_id
            and rules.near_days = in_force.near_days
            and rules.far_days = in_force.far_days
            and rules.cases_of is not distinct from in_force.cases_of
    where
        dates.is_latest
        and not systems.is_what_if

),

from_cases as (

    select
        platform,
        subject_type,
        subject_id,
        indicator_id,
        sum({{ alike_cases() }}) as cases
    from {{ ref('int_cases') }}
    group by 1, 2, 3, 4

),

from_evidence as (

    select
        evidence.platform,
        evidence.subject_type,
        evidence.subject_id,
        evidence.indicator_id,
        sum(case when evidence.state = 'against' then 1 else 0 end) as cases_against,
        sum(case when evidence.state = 'excluded' then 1 else 0 end) as cases_excluded
    from {{ ref('indicator_evidence') }} as evidence
    inner join {{ ref('int_assessment_dates') }} as dates
        on
            evidence.enters_on <= dates.assessment_date
            and evidence.leaves_on > dates.assessment_date
    where dates.is_latest
    group by 1, 2, 3, 4

)

select
    accounts.*,
    from_cases.cases as cases_one_by_one,
    from_evidence.cases_against as cases_of_the_evidence,
    from_evidence.cases_excluded as excluded_of_the_evidence
from accounts
left join from_cases
    on
        accounts.platform = from_cases.platform
        and accounts.subject_type = from_cases.subject_type
        and accounts.subject_id = from_cases.subject_id
        and accounts.cases_of = from_cases.indicator_id
left join from_evidence
    on
        accounts.platform = from_evidence.platform
        and accounts.subject_type = from_evidence.subject_type
        and accounts.subject_id = from_evidence.subject_id
        and accounts.indicator_id = from_evidence.indicator_id
where
    accounts.cases <> coalesce(from_cases.cases, 0)
    or (accounts.has_evidence and accounts.counted_against <> coalesce(from_evidence.cases_against, 0))
    or (accounts.has_evidence and accounts.excluded <> coalesce(from_evidence.cases_excluded, 0))
