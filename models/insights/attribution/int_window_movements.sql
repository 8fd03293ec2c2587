{#
    WINDOW MOVEMENTS  窗口进出
    What enters each window on a day, what is corrected on it and what has left it since the day before. Decayed amounts
    carry the weight that the fact has, or would still have, on that day.
#}
{{ config(materialized='table') }}

with

facts as (

    select * from {{ ref('int_daily_facts') }}

),

windows as (

    select * from {{ ref('int_rule_windows') }}

),

bounds as (

    select
        min(assessment_date) as first_date,
        max(seen_on) as last_date
    from {{ ref('int_assessment_dates') }}

),

lives as (

    select
        facts.*,
        windows.near_days,
        windows.far_days,
        windows.half_life_days,
        {{ enters_on('facts.cohort_date', 'windows.near_days', 'facts.known_date') }} as enters_on,
        {{ add_days('facts.cohort_date', 'windows.far_days + 1') }} as leaves_on
    from facts
    inner join windows
        on
            facts.platform = windows.platform
            and facts.subject_type = windows.subject_type
            and facts.indicator_id = windows.indicator_id
    where facts.indicator_id <> 'valid_orders'

),

movements as (

    select
        *,
        enters_on as movement_date,
        -- what is taken back before its cohort comes into the window was never in it: it is part of what enters
        case
            when is_correction and enters_on > {{ add_days('cohort_date', 'near_days') }} then 'corrected'
            else 'entered'
        end as movement
    from lives
    where enters_on < leaves_on

    union all

    select
        *,
        leaves_on as movement_date,
        'left' as movement
    from lives
    where enters_on < leaves_on

),

weighed as (

    select
        movements.*,
        {{ decay_weight('movements.cohort_date', 'movements.movement_date', 'movements.half_life_days') }} as weight
    from movements
    inner join bounds
        on
            movements.movement_date > bounds.first_date
            and movements.movement_date <= bounds.last_date

)

select
    {{ surrogate_key(['subject_key', 'indicator_id', 'near_days', 'far_days', 'coalesce(half_life_days, 0)']) }}
        as window_key,
    platform, subject_type, subject_id, indicator_id, near_days, far_days, half_life_days, movement_date,
    {% for movement in ['entered', 'corrected', 'left'] %}
        {% for amount in ['numerator', 'denominator'] %}
            sum(case when movement = '{{ movement }}' then {{ amount }} else 0 end)
                as {{ movement }}_{{ amount }},
            sum(case when movement = '{{ movement }}' then cast({{ amount }} * weight as decimal(38, 15)) else 0 end)
                as {{ movement }}_decayed_{{ amount }},
        {% endfor %}
    {% endfor %}
    count(*) as facts
from weighed
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
