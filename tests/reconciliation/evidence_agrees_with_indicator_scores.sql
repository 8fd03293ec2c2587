{#
    Two roads to the latest numerator:
    the cases against a subject that are in the scores of the day, against the numerator of the indicator. Where less
    is better they add up to it; where more is better they add up to what is missing from the best result.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_evidence'}}}) }}

with

published as (

    select
        scores.platform,
        scores.subject_type,
        scores.subject_id,
        scores.system_id,
        scores.rule_version,
        scores.indicator_id,
        scores.assessment_date,
        scores.better,
        rules.best_value,
        scores.numerator,
        scores.denominator
    from {{ ref('indicator_scores') }} as scores
    inner join {{ ref('dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            scores.system_id = rules.system_id
            and scores.rule_version = rules.rule_version
            and scores.indicator_id = rules.indicator_id
            and {{ valid_on('scores.assessment_date', 'rules') }}
    -- evidence is over one window of an indicator
    inner join {{ ref('int_rules_in_force') }} as in_force
        on
            scores.platform = in_force.platform
            and scores.subject_type = in_force.subject_type
            and scores.indicator_id = in_force.indicator_id
            and rules.near_days = in_force.near_days
            and rules.far_days = in_force.far_days
            and rules.cases_of is not distinct from in_force.cases_of
    inner join {{ ref('rule_versions') }} as versions
        on
            scores.system_id = versions.system_id
            and scores.rule_version = versions.rule_version
    where
        dates.is_latest
        and not versions.is_what_if
        and rules.best_value is not null

),

from_evidence as (

    select
        published.platform,
        published.subject_type,
        published.subject_id,
        published.system_id,
        published.rule_version,
        published.indicator_id,
        sum(
            case
                when published.better = 'down' then evidence.effect
                else published.best_value - evidence.effect
            end
        ) as amount
    from published
    inner join {{ ref('indicator_evidence') }} as evidence
        on
            published.platform = evidence.platform
            and published.subject_type = evidence.subject_type
            and published.subject_id = evidence.subject_id
            and published.indicator_id = evidence.indicator_id
    where
        evidence.state = 'against'
        and evidence.enters_on <= published.assessment_date
        and evidence.leaves_on > published.assessment_date
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        published.platform,
        published.subject_type,
        published.subject_id,
        published.system_id,
        published.rule_version,
        published.indicator_id,
        case
            when published.better = 'down' then published.numerator
            else published.best_value * published.denominator - published.numerator
        end as amount_of_indicator,
        coalesce(from_evidence.amount, 0) as amount_of_evidence
    from published
    left join from_evidence
        on
            published.platform = from_evidence.platform
            and published.subject_type = from_evidence.subject_type
            and published.subject_id = from_evidence.subject_id
            and published.system_id = from_evidence.system_id
            and published.rule_version = from_evidence.rule_version
            and published.indicator_id = from_evidence.indicator_id

)

select * from compared
-- a sum of millions in floating point is as exact as its size allows
where abs(amount_of_indicator - amount_of_evidence) > 1e-9 * greatest(1000, abs(amount_of_indicator))
