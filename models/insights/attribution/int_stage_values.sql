{#
    STAGE VALUES  逐步指标值
    How an indicator went from its value of one scored day to that of the next, one change after the other: what left the
    window, what was corrected, what entered, and at last the ageing of what stayed. What is gone or corrected weighs what
    it weighed on the earlier day, what is new what it does on the later one. Ageing moves a value only because new facts
    weigh more than old ones, so it comes last. A window that a change would leave empty keeps its value. Beside it stands
    what the stages are ranked and scored by: that of the earlier day.
#}
{% set kinds = [('left', 'date_before'), ('corrected', 'date_before'), ('entered', 'assessment_date')] %}
with

indicator_values as (

    select
        *,
        -- a mean of stars does not decay, whatever half-life its rule names
        case when method <> 'mean_of_stars' then half_life_days end as applied_half_life,
        case when method = 'mean_of_stars' then value else decayed_value end as ranked_value,
        cast(date_trunc('quarter', assessment_date) as date) as quarter_start
    from {{ ref('int_indicator_values') }}

),

baselines as (

    select
        changes.score_key, changes.indicator_id, changes.subject_key, changes.assessment_date, changes.date_before,
        changes.is_starter, earlier.subject_rule_key, earlier.system_id, earlier.industry,
        earlier.peer_group_key, earlier.valid_orders,
        earlier.method, earlier.floor, earlier.ceiling, earlier.better, earlier.window_key, earlier.applied_half_life,
        {% for amount in ['numerator', 'denominator'] %}
            case
                when earlier.applied_half_life is null then cast(earlier.{{ amount }} as double)
                else cast(earlier.decayed_{{ amount }} as double) * power(
                    cast(2 as double),
                    {{ days_between('earlier.assessment_date', 'earlier.quarter_start') }}
                    / cast(earlier.applied_half_life as double)
                )
            end as {{ amount }},
        {% endfor %}
        later.ranked_value as value_decayed
    from {{ ref('int_score_changes') }} as changes
    inner join indicator_values as earlier
        on
            changes.score_key_before = earlier.score_key
            and changes.indicator_id = earlier.indicator_id
    inner join indicator_values as later
        on
            changes.score_key = later.score_key
            and changes.indicator_id = later.indicator_id
    where
        changes.is_measured_alike and not coalesce(changes.is_fixed, false)
        and {{ is_compared_anew('changes.assessment_date', 'changes.score_key') }}

),

moved as (

    select
        {% for movement, day in kinds %}
            {% for amount in ['numerator', 'denominator'] %}
                coalesce(
                    sum(
                        case
                            when baselines.applied_half_life is null
                                then cast(movements.{{ movement }}_{{ amount }} as double)
                            else cast(movements.{{ movement }}_decayed_{{ amount }} as double) * power(
                                cast(2 as double),
                                {{ days_between('baselines.' ~ day, 'movements.movement_date') }}
                                / cast(baselines.applied_half_life as double)
                            )
                        end
                    ), 0
                ) as {{ movement }}_{{ amount }},
            {% endfor %}
        {% endfor %}
        baselines.score_key, baselines.indicator_id
    from baselines
    left join {{ ref('int_window_movements') }} as movements
        on
            baselines.window_key = movements.window_key
            and baselines.date_before < movements.movement_date
            and baselines.assessment_date >= movements.movement_date
    group by baselines.score_key, baselines.indicator_id

),

stages as (

    select
        {% for amount in ['numerator', 'denominator'] %}
            baselines.{{ amount }} - moved.left_{{ amount }} as {{ amount }}_left,
            baselines.{{ amount }} - moved.left_{{ amount }} + moved.corrected_{{ amount }} as {{ amount }}_corrected,
            baselines.{{ amount }} - moved.left_{{ amount }} + moved.corrected_{{ amount }} + moved.entered_{{ amount }}
                as {{ amount }}_entered,
        {% endfor %}
        baselines.*
    from baselines
    inner join moved
        on
            baselines.score_key = moved.score_key
            and baselines.indicator_id = moved.indicator_id

)

select
    score_key, indicator_id, subject_key, assessment_date, date_before, is_starter, subject_rule_key,
    system_id, industry, peer_group_key, valid_orders, method, floor, ceiling, better, applied_half_life,
    denominator, numerator_corrected, denominator_corrected, numerator_entered, denominator_entered,
    -- a remainder of rounding is an empty window
    {% for stage in ['left', 'corrected', 'entered'] %}
        case when denominator_{{ stage }} > 1e-9 then numerator_{{ stage }} / denominator_{{ stage }} end
            as value_{{ stage }},
    {% endfor %}
    value_decayed
from stages
