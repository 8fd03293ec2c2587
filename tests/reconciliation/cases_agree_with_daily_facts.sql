{#
    Two roads to what each subject has of each indicator on the as-of date:
    the cases, each in the state it was known in on the day before (counted, taken back or not there yet), against
    the sum of all daily facts, entries and withdrawals together.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicator_daily'}}}) }}

with

as_of as (

    select assessment_date as as_of
    from {{ ref('int_assessment_dates') }}
    where is_latest

),

cases as (

    select
        cases.platform,
        cases.subject_type,
        cases.subject_id,
        cases.indicator_id,
        case
            when cases.withdrawn_date < as_of.as_of then 0
            when cases.known_date < as_of.as_of then cases.denominator
            else 0
        end as denominator,
        case
            when cases.withdrawn_date < as_of.as_of then 0
            when cases.numerator_withdrawn_date < as_of.as_of then 0
            when cases.numerator_known_date < as_of.as_of then cases.numerator
            else 0
        end as numerator
    from {{ ref('int_cases') }} as cases
    cross join as_of
    where cases.exclusion is null

),

from_cases as (

    select
        platform,
        subject_type,
        subject_id,
        indicator_id,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from cases
    group by 1, 2, 3, 4

),

from_days as (

    select
        platform,
        subject_type,
        subject_id,
        indicator_id,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from {{ ref('indicator_daily') }}
    group by 1, 2, 3, 4

),

compared as (

    select
        platform,
        subject_type,
        subject_id,
        indicator_id,
        coalesce(from_cases.numerator, 0) as numerator_of_cases,
        coalesce(from_days.numerator, 0) as numerator_of_days,
        coalesce(from_cases.denominator, 0) as denominator_of_cases,
        coalesce(from_days.denominator, 0) as denominator_of_days
    from from_cases
    full outer join from_days
        using (platform, subject_type, subject_id, indicator_id)

)

select * from compared
where
    numerator_of_cases <> numerator_of_days
    or denominator_of_cases <> denominator_of_days
