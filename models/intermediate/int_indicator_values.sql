{#
    INDICATOR VALUES  指标值
    The value of every indicator of every scoring, plain and decayed. The decayed one is what ranks; it is rounded to
    nine decimals, so that equal performance ties.
#}
with

scorings as (

    select * from {{ ref('int_scorings') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

window_sums as (

    select * from {{ ref('int_window_sums') }}

)

select
    scorings.assessment_date,
    scorings.is_published,
    scorings.is_forecast,
    scorings.seen_on,
    scorings.system_id,
    scorings.rule_version,
    scorings.is_what_if,
    scorings.platform,
    scorings.subject_type,
    scorings.subject_id,
    scorings.industry,
    scorings.method,
    scorings.floor,
    scorings.ceiling,
    scorings.valid_orders,
    scorings.reaches_minimum,
    indicators.dimension_id,
    indicators.indicator_id,
    indicators.weight,
    indicators.better,
    indicators.unit,
    indicators.near_days,
    indicators.far_days,
    indicators.half_life_days,
    {{ add_days('scorings.assessment_date', '-indicators.far_days') }} as window_start,
    {{ add_days('scorings.assessment_date', '-indicators.near_days') }} as window_end,
    window_sums.numerator,
    window_sums.denominator,
    window_sums.decayed_numerator,
    window_sums.decayed_denominator,
    case
        when window_sums.denominator > 0
            then cast(window_sums.numerator as double) / window_sums.denominator
    end as value,
    case
        when window_sums.denominator > 0
            then round(
                cast(window_sums.decayed_numerator as double) / cast(window_sums.decayed_denominator as double), 9
            )
    end as decayed_value
from scorings
inner join indicators
    on
        scorings.system_id = indicators.system_id
        and scorings.rule_version = indicators.rule_version
        and {{ valid_on('scorings.assessment_date', 'indicators') }}
inner join window_sums
    on
        scorings.platform = window_sums.platform
        and scorings.subject_type = window_sums.subject_type
        and scorings.subject_id = window_sums.subject_id
        and indicators.indicator_id = window_sums.indicator_id
        and indicators.near_days = window_sums.near_days
        and indicators.far_days = window_sums.far_days
        and coalesce(indicators.half_life_days, 0) = coalesce(window_sums.half_life_days, 0)
        and scorings.assessment_date = window_sums.assessment_date
