{#
    DAILY FACTS  指标日事实
    What each subject's counted cases add to numerator and denominator, by cohort day and by the day it was known.
    Additive over everything: any window, decay, history or drill-down comes from here. What is taken back later (an
    upheld appeal, an order that a further parcel opened again) is a negative row known on that later day.
#}
with

assessment_dates as (

    select * from {{ ref('int_assessment_dates') }}
    where is_latest

),

-- alike in all their days: many cases are one row before each is told on up to four days
counted_cases as (

    select
        platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
        known_date, numerator_known_date, withdrawn_date, numerator_withdrawn_date,
        cast(sum(numerator) as decimal(28, 9)) as numerator,
        cast(sum(denominator) as bigint) as denominator
    from {{ ref('int_cases') }}
    where exclusion is null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10

),

amounts as (

    select
        platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
        known_date,
        denominator,
        -- mostly a case and its result are known on one day
        case when numerator_known_date = known_date then numerator else 0 end as numerator,
        false as is_correction
    from counted_cases

    union all

    select
        platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
        numerator_known_date as known_date,
        0 as denominator,
        numerator,
        false as is_correction
    from counted_cases
    where numerator_known_date <> known_date

    union all

    select
        platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
        -- nothing is taken back before it was there
        greatest(withdrawn_date, known_date) as known_date,
        -denominator as denominator,
        cast(0 as decimal(28, 9)) as numerator,
        -- what is known only after it was taken back was never there: both rows cancel
        withdrawn_date > known_date as is_correction
    from counted_cases
    where withdrawn_date is not null

    union all

    select
        platform, subject_type, subject_id, subject_key, indicator_id, cohort_date,
        greatest(least(withdrawn_date, numerator_withdrawn_date), numerator_known_date) as known_date,
        0 as denominator,
        -numerator as numerator,
        least(withdrawn_date, numerator_withdrawn_date) > numerator_known_date as is_correction
    from counted_cases
    where coalesce(withdrawn_date, numerator_withdrawn_date) is not null

)

select
    amounts.platform,
    amounts.subject_type,
    amounts.subject_id,
    amounts.subject_key,
    amounts.indicator_id,
    amounts.cohort_date,
    amounts.known_date,
    amounts.is_correction,
    cast(sum(amounts.numerator) as decimal(38, 9)) as numerator,
    cast(sum(amounts.denominator) as bigint) as denominator
from amounts
inner join assessment_dates
    on amounts.known_date < assessment_dates.assessment_date
group by 1, 2, 3, 4, 5, 6, 7, 8
having sum(amounts.numerator) <> 0 or sum(amounts.denominator) <> 0
