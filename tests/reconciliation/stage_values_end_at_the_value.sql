{#
    Two ways to the value of a day:
    what the window held the day before, less what left, with what was corrected, all of it a day older, and what
    entered, against the value that the later day scores with. Only changes of one day: over several days a fact may
    enter and leave again. Where almost everything left, what stayed is the small difference of two large sums, and only
    as exact as those are.
#}
{{ config(meta={'dagster': {'ref': {'name': 'int_stage_values'}}}) }}

with

stages as (

    select
        stages.*,
        coalesce(power(cast(2 as double), -1 / cast(stages.applied_half_life as double)), 1) as ageing_of_a_day
    from {{ ref('int_stage_values') }} as stages
    inner join {{ ref('int_score_changes') }} as changes
        on
            stages.score_key = changes.score_key
            and stages.indicator_id = changes.indicator_id
    where {{ days_between('changes.date_before', 'changes.assessment_date') }} = 1

),

walked as (

    select
        score_key,
        indicator_id,
        value_decayed,
        denominator + denominator_entered - denominator_corrected as denominator_moved,
        numerator_entered - numerator_corrected + ageing_of_a_day * numerator_corrected as numerator,
        denominator_entered - denominator_corrected + ageing_of_a_day * denominator_corrected as denominator
    from stages

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
    or value_decayed is null
    or abs(value_walked_to - value_decayed)
    > 1e-8 * greatest(1, abs(value_decayed)) + 1e-12 * greatest(1, abs(value_decayed)) * denominator_moved / denominator
