{#
    DRIVER VALUES  逐步指标值
    How an indicator went from its value of one scored day to that of the next, one change after the other: what left the
    window, what was corrected, what entered, and at last the ageing of what stayed. Ageing moves a value only because new
    facts weigh more than old ones, so it comes after them. A window that a change would leave empty keeps its value.
#}
with

starts as (

    select * from {{ ref('int_driver_starts') }}

),

movements as (

    select * from {{ ref('int_driver_movements') }}

),

running as (

    select
        {% for amount in ['numerator', 'denominator'] %}
            starts.{{ amount }}
            - coalesce(movements.left_{{ amount }}, 0) as {{ amount }}_left,
            starts.{{ amount }}
            - coalesce(movements.left_{{ amount }}, 0)
            + coalesce(movements.corrected_{{ amount }}, 0) as {{ amount }}_corrected,
            starts.{{ amount }}
            - coalesce(movements.left_{{ amount }}, 0)
            + coalesce(movements.corrected_{{ amount }}, 0)
            + coalesce(movements.entered_{{ amount }}, 0) as {{ amount }}_entered,
        {% endfor %}
        starts.*
    from starts
    left join movements
        on
            starts.assessment_date = movements.assessment_date
            and starts.system_id = movements.system_id
            and starts.rule_version = movements.rule_version
            and starts.subject_id = movements.subject_id
            and starts.indicator_id = movements.indicator_id

),

stages as (

    {% for stage in ['left', 'corrected', 'entered'] %}
        select
            assessment_date, date_before, system_id, rule_version, rule_version_before, platform, subject_id,
            industry, indicator_id, method, floor, ceiling, better, valid_orders, is_starter,
            '{{ stage }}' as stage,
            -- a remainder of rounding is an empty window
            case
                when denominator_{{ stage }} > 1e-9 then numerator_{{ stage }} / denominator_{{ stage }}
            end as value
        from running

        union all

    {% endfor %}

    select
        assessment_date, date_before, system_id, rule_version, rule_version_before, platform, subject_id,
        industry, indicator_id, method, floor, ceiling, better, valid_orders, is_starter,
        'decayed' as stage,
        value_after as value
    from running

)

select
    *,
    round(case when better = 'up' then value else -value end, 9) as rank_value
from stages
where value is not null
