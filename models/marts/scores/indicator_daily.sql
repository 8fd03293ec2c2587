{#
    INDICATOR DAILY  指标日事实
    What each subject's counted cases add to numerator and denominator, by cohort day and by the day it was known.
    Additive over everything: any window, decay, history or drill-down comes from here. What is taken back later (an
    upheld appeal, an order that a further parcel opened again) is a negative row known on that later day.
#}
with

assessment_dates as (

    select * from {{ ref('int_assessment_dates') }}
    where is_latest

),

counted_cases as (

    select * from {{ ref('int_cases') }}
    where exclusion is null

),

amounts as (

    select
        indicator_id, platform, shop_id, creator_id, cohort_date,
        known_date,
        denominator,
        cast(0 as decimal(28, 9)) as numerator,
        false as is_correction
    from counted_cases

    union all

    select
        indicator_id, platform, shop_id, creator_id, cohort_date,
        numerator_known_date as known_date,
        0 as denominator,
        numerator,
        false as is_correction
    from counted_cases

    union all

    select
        indicator_id, platform, shop_id, creator_id, cohort_date,
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
        indicator_id, platform, shop_id, creator_id, cohort_date,
        greatest(least(withdrawn_date, numerator_withdrawn_date), numerator_known_date) as known_date,
        0 as denominator,
        -numerator as numerator,
        least(withdrawn_date, numerator_withdrawn_date) > numerator_known_date as is_correction
    from counted_cases
    where coalesce(withdrawn_date, numerator_withdrawn_date) is not null

),

subject_amounts as (

    select
        platform, 'shop' as subject_type, shop_id as subject_id, indicator_id, cohort_date, known_date,
        numerator, denominator, is_correction
    from amounts

    union all

    select
        platform, 'creator' as subject_type, creator_id as subject_id, indicator_id, cohort_date, known_date,
        numerator, denominator, is_correction
    from amounts
    where creator_id is not null

)

select
    subject_amounts.platform,
    subject_amounts.subject_type,
    subject_amounts.subject_id,
    subject_amounts.indicator_id,
    subject_amounts.cohort_date,
    subject_amounts.known_date,
    subject_amounts.is_correction,
    cast(sum(subject_amounts.numerator) as decimal(38, 9)) as numerator,
    cast(sum(subject_amounts.denominator) as bigint) as denominator
from subject_amounts
inner join assessment_dates
    on subject_amounts.known_date < assessment_dates.assessment_date
group by 1, 2, 3, 4, 5, 6, 7
having sum(subject_amounts.numerator) <> 0 or sum(subject_amounts.denominator) <> 0
