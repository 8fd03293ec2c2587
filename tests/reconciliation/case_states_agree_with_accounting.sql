{#
    Two roads to the account of the newest date, under the rules in force: the cases one by one, and the cases from the
    days on which they change their state. Those that left too long ago to be in case_states are counted from the cases.
#}
{{ config(meta={'dagster': {'ref': {'name': 'case_states'}}}) }}

with

versions as (

    select distinct
        scorings.system_id,
        scorings.rule_version,
        scorings.assessment_date
    from {{ ref('int_score_spine') }} as scorings
    inner join {{ ref('int_assessment_dates') }} as dates
        on scorings.assessment_date = dates.assessment_date
    where
        dates.is_latest
        and scorings.is_in_force

),

accounts as (

    select accounts.*
    from {{ ref('indicator_accounting') }} as accounts
    inner join versions
        on
            accounts.system_id = versions.system_id
            and accounts.rule_version = versions.rule_version
            and accounts.assessment_date = versions.assessment_date

),

rules as (

    select
        rules.system_id,
        rules.indicator_id,
        coalesce(rules.cases_of, rules.indicator_id) as cases_of,
        rules.far_days,
        systems.platform,
        systems.subject_type,
        versions.assessment_date
    from versions
    inner join {{ ref('systems') }} as systems
        on
            versions.system_id = systems.system_id
            and versions.rule_version = systems.rule_version
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            versions.system_id = rules.system_id
            and versions.rule_version = rules.rule_version
            and {{ valid_on('versions.assessment_date', 'rules') }}

),

gone as (

    select
        cases.platform,
        cases.subject_type,
        cases.subject_id,
        rules.system_id,
        rules.indicator_id,
        sum({{ alike_cases('cases') }}) as cases
    from {{ ref('int_cases') }} as cases
    inner join rules
        on
            cases.platform = rules.platform
            and cases.subject_type = rules.subject_type
            and cases.indicator_id = rules.cases_of
    where
        cases.known_date < rules.assessment_date
        and {{ days_between('cases.cohort_date', 'rules.assessment_date') }} - rules.far_days - 1
        > {{ var('case_states_days') }}
    group by 1, 2, 3, 4, 5

),

states as (

    select
        platform, subject_type, subject_id, system_id, rule_version, indicator_id,
        sum(case when state = 'for' then 1 else 0 end) as counted_for,
        sum(case when state = 'against' then 1 else 0 end) as counted_against,
        sum(case when state = 'excluded' then 1 else 0 end) as excluded,
        sum(case when state = 'not_yet_known' then 1 else 0 end) as not_yet_known,
        sum(case when state = 'out_of_window' then 1 else 0 end) as out_of_window
    from {{ ref('case_states') }}
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        platform, subject_type, subject_id, system_id, rule_version, indicator_id,
        accounts.cases is not null as has_account,
        coalesce(accounts.counted_for, 0) as accounted_for,
        coalesce(accounts.counted_against, 0) as accounted_against,
        coalesce(accounts.excluded, 0) as accounted_excluded,
        coalesce(accounts.not_yet_known, 0) as accounted_not_yet_known,
        coalesce(accounts.out_of_window, 0) as accounted_out_of_window,
        coalesce(states.counted_for, 0) as counted_for,
        coalesce(states.counted_against, 0) as counted_against,
        coalesce(states.excluded, 0) as excluded,
        coalesce(states.not_yet_known, 0) as not_yet_known,
        coalesce(states.out_of_window, 0) as out_of_window
    from accounts
    full outer join states
        using (platform, subject_type, subject_id, system_id, rule_version, indicator_id)

)

select
    compared.*,
    coalesce(gone.cases, 0) as left_long_ago
from compared
left join gone
    using (platform, subject_type, subject_id, system_id, indicator_id)
where
    not compared.has_account
    or compared.accounted_for <> compared.counted_for
    or compared.accounted_against <> compared.counted_against
    or compared.accounted_excluded <> compared.excluded
    or compared.accounted_not_yet_known <> compared.not_yet_known
    or compared.accounted_out_of_window <> compared.out_of_window + coalesce(gone.cases, 0)
