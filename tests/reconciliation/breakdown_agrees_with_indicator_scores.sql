{#
    Two roads to the latest indicators:
    the items of each breakdown added up, against numerator and denominator of the indicator. A reason is told of cases
    against the subject only: those add up to the damage, as the items of every other breakdown do.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_breakdown'}}}) }}

with

added_up as (

    select
        assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id, breakdown,
        sum(cases) as cases,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(damage) as damage,
        sum(share_of_damage) as share_of_damage
    from {{ ref('indicator_breakdown') }}
    group by 1, 2, 3, 4, 5, 6, 7

),

compared as (

    select
        added_up.*,
        scores.numerator as numerator_of_indicator,
        scores.denominator as denominator_of_indicator,
        accounts.counted_against,
        case
            when scores.better = 'up' then scores.denominator * rules.best_value - scores.numerator
            else scores.numerator
        end as damage_of_indicator
    from added_up
    inner join {{ ref('indicator_scores') }} as scores
        on
            added_up.assessment_date = scores.assessment_date
            and added_up.system_id = scores.system_id
            and added_up.rule_version = scores.rule_version
            and added_up.subject_id = scores.subject_id
            and added_up.indicator_id = scores.indicator_id
    inner join {{ ref('indicator_accounting') }} as accounts
        on
            added_up.assessment_date = accounts.assessment_date
            and added_up.system_id = accounts.system_id
            and added_up.rule_version = accounts.rule_version
            and added_up.subject_id = accounts.subject_id
            and added_up.indicator_id = accounts.indicator_id
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            added_up.system_id = rules.system_id
            and added_up.rule_version = rules.rule_version
            and added_up.indicator_id = rules.indicator_id
            and {{ valid_on('added_up.assessment_date', 'rules') }}

)

select * from compared
where
    -- a sum of millions in floating point is as exact as its size allows
    abs(damage - damage_of_indicator) > 1e-9 * greatest(1000, abs(damage_of_indicator))
    or abs(share_of_damage - 1) > 1e-6
    or (breakdown = 'reason' and cases <> counted_against)
    or (breakdown <> 'reason' and denominator <> denominator_of_indicator)
    or (breakdown <> 'reason' and numerator <> numerator_of_indicator)
