{#
    Two roads to what a window holds on the latest and on the first published day:
    a plain sum over the daily facts of the window's days known by the day before, each weighing
    0.5 ^ ((D - cohort) / half-life), against numerator, denominator, value and decayed value of the indicator scores,
    which come from running sums of deltas.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_scores'}}}) }}

with

compared_dates as (

    select max(assessment_date) as assessment_date from {{ ref('dates') }}
    union
    select min(assessment_date) as assessment_date from {{ ref('dates') }}

),

published as (

    select
        scores.*,
        rules.near_days,
        rules.far_days,
        rules.half_life_days,
        coalesce(rules.cases_of, rules.indicator_id) as cases_of
    from {{ ref('indicator_scores') }} as scores
    inner join compared_dates
        on scores.assessment_date = compared_dates.assessment_date
    inner join {{ ref('int_indicator_rules') }} as rules
        on
            scores.system_id = rules.system_id
            and scores.rule_version = rules.rule_version
            and scores.indicator_id = rules.indicator_id
            and {{ valid_on('scores.assessment_date', 'rules') }}

),

weighed_facts as (

    select
        published.assessment_date,
        published.system_id,
        published.rule_version,
        published.subject_type,
        published.subject_id,
        published.indicator_id,
        facts.numerator,
        facts.denominator,
        coalesce(
            power(
                cast(0.5 as double),
                {{ days_between('facts.cohort_date', 'published.assessment_date') }}
                / cast(published.half_life_days as double)
            ), 1
        ) as weight
    from published
    inner join {{ ref('indicator_daily') }} as facts
        on
            published.platform = facts.platform
            and published.subject_type = facts.subject_type
            and published.subject_id = facts.subject_id
            and published.cases_of = facts.indicator_id
    where
        facts.cohort_date >= {{ add_days('published.assessment_date', '-published.far_days') }}
        and facts.cohort_date <= {{ add_days('published.assessment_date', '-published.near_days') }}
        and facts.known_date < published.assessment_date

),

summed as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        indicator_id,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(cast(numerator as double) * weight) as decayed_numerator,
        sum(denominator * weight) as decayed_denominator
    from weighed_facts
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        published.assessment_date,
        published.system_id,
        published.rule_version,
        published.subject_type,
        published.subject_id,
        published.indicator_id,
        published.numerator,
        published.denominator,
        published.missing_export,
        published.value,
        published.decayed_value,
        coalesce(summed.numerator, 0) as summed_numerator,
        coalesce(summed.denominator, 0) as summed_denominator,
        case
            when summed.denominator > 0 then cast(summed.numerator as double) / summed.denominator
        end as summed_value,
        case
            when summed.denominator > 0 then summed.decayed_numerator / summed.decayed_denominator
        end as summed_decayed_value
    from published
    left join summed
        on
            published.assessment_date = summed.assessment_date
            and published.system_id = summed.system_id
            and published.rule_version = summed.rule_version
            and published.subject_type = summed.subject_type
            and published.subject_id = summed.subject_id
            and published.indicator_id = summed.indicator_id

)

select * from compared
where
    numerator <> summed_numerator
    or denominator <> summed_denominator
    -- without an export there is no value, whatever the sums are
    or (value is null) <> (summed_value is null or missing_export is not null)
    or (decayed_value is null) <> (summed_decayed_value is null or missing_export is not null)
    or abs(value - summed_value) > 1e-8 * greatest(1, abs(value))
    or abs(decayed_value - summed_decayed_value) > 1e-8 * greatest(1, abs(decayed_value))
