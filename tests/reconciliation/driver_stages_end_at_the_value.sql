{#
    Two roads to the value of a day:
    what the window held the day before, less what left, with what was corrected, all of it a day older, and what
    entered, against the value that the later day scores with. Only steps of one day: over several days a fact may
    enter and leave again. Where almost everything left, what stayed is the small difference of two large sums, and only
    as exact as those are.
#}
{{ config(meta={'dagster': {'ref': {'name': 'int_driver_starts'}}}) }}

with

starts as (

    select
        *,
        coalesce(power(cast(2 as double), -1 / cast(applied_half_life as double)), 1) as ageing_of_a_day
    from {{ ref('int_driver_starts') }}
    where {{ days_between('date_before', 'assessment_date') }} = 1

),

walked as (

    select
        starts.assessment_date,
        starts.system_id,
        starts.rule_version,
        starts.subject_id,
        starts.indicator_id,
        starts.value_after,
        starts.denominator + coalesce(movements.entered_denominator, 0) as denominator_moved,
        coalesce(movements.entered_numerator, 0) + starts.ageing_of_a_day * (
            starts.numerator
            - coalesce(movements.left_numerator, 0)
            + coalesce(movements.corrected_numerator, 0)
        ) as numerator,
        coalesce(movements.entered_denominator, 0) + starts.ageing_of_a_day * (
            starts.denominator
            - coalesce(movements.left_denominator, 0)
            + coalesce(movements.corrected_denominator, 0)
        ) as denominator
    from starts
    left join {{ ref('int_driver_movements') }} as movements
        on
            starts.assessment_date = movements.assessment_date
            and starts.system_id = movements.system_id
            and starts.rule_version = movements.rule_version
            and starts.subject_id = movements.subject_id
            and starts.indicator_id = movements.indicator_id

),

compared as (

    select
        *,
        case when denominator > 1e-9 then numerator / denominator end as value_walked_to
    from walked

)

select * from compared
where
    value_walked_to is null
    or value_after is null
    or abs(value_walked_to - value_after)
    > 1e-8 * greatest(1, abs(value_after)) + 1e-12 * greatest(1, abs(value_after)) * denominator_moved / denominator
