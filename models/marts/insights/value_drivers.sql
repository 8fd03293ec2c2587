{#
    VALUE DRIVERS  指标变动归因
    What moved the value of each indicator of the newest day since 1 day and since 7 days before, with a score or without:
    what left its window, what was corrected in it, what entered it, taken in that order. The parts add up to the change.
    A window that a part would leave empty keeps its value until something enters.
#}
with

indicator_values as (

    select * from {{ ref('int_indicator_values') }}
    where value is not null

),

pairs as (

    select
        today.*,
        earlier.assessment_date as date_before,
        earlier.value as value_before,
        cast(earlier.numerator as double) as numerator_before,
        cast(earlier.denominator as double) as denominator_before
    from indicator_values as today
    inner join {{ ref('int_assessment_dates') }} as dates
        on
            today.assessment_date = dates.assessment_date
            and dates.is_latest
    inner join indicator_values as earlier
        on
            earlier.assessment_date in (
                {{ add_days('today.assessment_date', '-1') }}, {{ add_days('today.assessment_date', '-7') }}
            )
            and today.subject_key = earlier.subject_key
            and today.system_id = earlier.system_id
            and today.indicator_id = earlier.indicator_id
            and today.near_days = earlier.near_days
            and today.far_days = earlier.far_days
            and {{ same_rule_lineage('today', 'earlier') }}

),

moved as (

    select
        pairs.score_key, pairs.indicator_id, pairs.date_before,
        coalesce(sum(movements.left_numerator), 0) as left_numerator,
        coalesce(sum(movements.left_denominator), 0) as left_denominator,
        coalesce(sum(movements.corrected_numerator), 0) as corrected_numerator,
        coalesce(sum(movements.corrected_denominator), 0) as corrected_denominator,
        coalesce(sum(movements.entered_numerator), 0) as entered_numerator,
        coalesce(sum(movements.entered_denominator), 0) as entered_denominator
    from pairs
    left join {{ ref('int_window_movements') }} as movements
        on
            pairs.window_key = movements.window_key
            and pairs.date_before < movements.movement_date
            and pairs.assessment_date >= movements.movement_date
    group by 1, 2, 3

),

stages as (

    select
        pairs.*,
        moved.left_numerator, moved.left_denominator, moved.entered_numerator, moved.entered_denominator,
        pairs.numerator_before - cast(moved.left_numerator as double) as numerator_left,
        pairs.denominator_before - cast(moved.left_denominator as double) as denominator_left,
        cast(moved.corrected_numerator as double) as numerator_corrected,
        cast(moved.corrected_denominator as double) as denominator_corrected
    from pairs
    inner join moved
        on
            pairs.score_key = moved.score_key
            and pairs.indicator_id = moved.indicator_id
            and pairs.date_before = moved.date_before

),

staged as (

    select
        *,
        case when denominator_left > 0 then numerator_left / denominator_left else value_before end as value_left,
        case
            when denominator_left + denominator_corrected > 0
                then (numerator_left + numerator_corrected) / (denominator_left + denominator_corrected)
        end as value_corrected
    from stages

)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, platform, dimension_id, indicator_id,
    {{ days_between('date_before', 'assessment_date') }} as days,
    unit, better,
    value_before,
    value,
    round(value - value_before, 9) as change,
    round(value_left - value_before, 9) as left_window,
    round(coalesce(value_corrected, value_left) - value_left, 9) as corrected,
    round(value - coalesce(value_corrected, value_left), 9) as entered,
    left_numerator, left_denominator, entered_numerator, entered_denominator
from staged
