{#
    Two roads to a case that is in the scores of the newest date: as evidence, and as a case state. Both say the same of
    it, reason and days included.
#}
{{ config(meta={'dagster': {'ref': {'name': 'case_states'}}}) }}

with

evidence as (

    select evidence.*
    from {{ ref('indicator_evidence') }} as evidence
    inner join {{ ref('int_assessment_dates') }} as dates
        on
            evidence.enters_on <= dates.assessment_date
            and evidence.leaves_on > dates.assessment_date
    where dates.is_latest

),

states as (

    select distinct
        platform, subject_type, subject_id, indicator_id, case_kind, case_id, shop_id,
        state, reason, enters_on, leaves_on, effect
    from {{ ref('case_states') }}
    where state in ('against', 'excluded')

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
