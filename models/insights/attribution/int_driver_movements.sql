{#
    DRIVER MOVEMENTS  步内进出
    What left the window, was corrected and entered within each step. Seen from the earlier day: what is gone and what is
    corrected weighs what it weighed then, what is new weighs what it does on the later day.
#}
with

starts as (

    select * from {{ ref('int_driver_starts') }}

),

movements as (

    select * from {{ ref('int_window_movements') }}

)

select
    starts.assessment_date,
    starts.system_id,
    starts.rule_version,
    starts.subject_id,
    starts.indicator_id,
    {% for movement, day in [('left', 'date_before'), ('corrected', 'date_before'), ('entered', 'assessment_date')] %}
        {% for amount in ['numerator', 'denominator'] %}
            sum(
                case
                    when starts.applied_half_life is null then cast(movements.{{ movement }}_{{ amount }} as double)
                    else cast(movements.{{ movement }}_decayed_{{ amount }} as double) * power(
                        cast(2 as double),
                        {{ days_between('starts.' ~ day, 'movements.movement_date') }}
                        / cast(starts.applied_half_life as double)
                    )
                end
            ) as {{ movement }}_{{ amount }},
        {% endfor %}
    {% endfor %}
    sum(movements.facts) as facts
from starts
inner join movements
    on
        starts.platform = movements.platform
        and starts.subject_type = movements.subject_type
        and starts.subject_id = movements.subject_id
        and starts.indicator_id = movements.indicator_id
        and starts.near_days = movements.near_days
        and starts.far_days = movements.far_days
        and coalesce(starts.half_life_days, 0) = coalesce(movements.half_life_days, 0)
        and starts.date_before < movements.movement_date
        and starts.assessment_date >= movements.movement_date
group by 1, 2, 3, 4, 5
