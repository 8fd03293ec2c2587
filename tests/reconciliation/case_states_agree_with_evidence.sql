{#
    Two roads to a case that is in the scores of the newest date: as evidence, and as a case state. Both say the same of
    it, reason and days included. Evidence is over one window of an indicator, so only the systems are asked that look
    at it over that one. A case state is one under the version in force: what only an older version looks at has none.
#}
{{ config(meta={'dagster': {'ref': {'name': 'case_states'}}}) }}

with

in_force as (

    select distinct
        scorings.platform,
        scorings.subject_type,
        rules.indicator_id
    from {{ ref('int_score_spine') }} as scorings
    inner join {{ ref('int_assessment_dates') }} as dates
        on scorings.assessment_date = dates.assessment_date
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            scorings.system_id = rules.system_id
            and scorings.rule_version = rules.rule_version
    where
        dates.is_latest
        and scorings.is_in_force

),

evidence as (

    select evidence.*
    from {{ ref('indicator_evidence') }} as evidence
    inner join {{ ref('int_assessment_dates') }} as dates
        on
            evidence.enters_on <= dates.assessment_date
            and evidence.leaves_on > dates.assessment_date
    inner join in_force
        on
            evidence.platform = in_force.platform
            and evidence.subject_type = in_force.subject_type
            and evidence.indicator_id = in_force.indicator_id
    where dates.is_latest

),

states as (

    select distinct
        states.platform, states.subject_type, states.subject_id, states.indicator_id,
        states.case_kind, states.case_id, states.shop_id,
        states.state, states.reason, states.enters_on, states.leaves_on, states.effect
    from {{ ref('case_states') }} as states
    inner join {{ ref('int_assessment_dates') }} as dates
        on dates.is_latest
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            states.system_id = rules.system_id
            and states.rule_version = rules.rule_version
            and states.indicator_id = rules.indicator_id
            and {{ valid_on('dates.assessment_date', 'rules') }}
    inner join {{ ref('int_rules_in_force') }} as in_force
        on
            states.platform = in_force.platform
            and states.subject_type = in_force.subject_type
            and states.indicator_id = in_force.indicator_id
            and rules.near_days = in_force.near_days
            and rules.far_days = in_force.far_days
            and rules.cases_of is not distinct from in_force.cases_of
    where states.state in ('against', 'excluded')

)

select
    coalesce(evidence.subject_id, states.subject_id) as subject_id,
    coalesce(evidence.indicator_id, states.indicator_id) as indicator_id,
    coalesce(evidence.case_id, states.case_id) as case_id,
    evidence.state as state_of_evidence,
    states.state,
    evidence.enters_on as enters_on_of_evidence,
    states.enters_on,
    evidence.leaves_on as leaves_on_of_evidence,
    states.leaves_on,
    evidence.effect as effect_of_evidence,
    states.effect
from evidence
full outer join states
    on
        evidence.platform = states.platform
        and evidence.subject_type = states.subject_type
        and evidence.subject_id = states.subject_id
        and evidence.indicator_id = states.indicator_id
        and evidence.case_kind = states.case_kind
        and evidence.case_id = states.case_id
        and evidence.shop_id = states.shop_id
        and evidence.state = states.state
        and evidence.reason is not distinct from states.reason
        and evidence.enters_on = states.enters_on
        and evidence.leaves_on = states.leaves_on
        and evidence.effect = states.effect
where
    evidence.case_id is null
    or states.case_id is null
