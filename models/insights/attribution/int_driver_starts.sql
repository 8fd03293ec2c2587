{#
    DRIVER STARTS  变动起点
    What the window of an indicator held on the earlier day of each step that is measured alike on both days. Sums weigh
    what they weighed on that day; a mean of stars does not decay, whatever half-life its rule names.
#}
with

steps as (

    select * from {{ ref('int_driver_steps') }}
    where is_measured_alike

),

values_of_a_day as (

    select
        *,
        case when method = 'mean_of_stars' then null else half_life_days end as applied_half_life,
        case when method = 'mean_of_stars' then value else decayed_value end as ranked_value,
        cast(date_trunc('quarter', assessment_date) as date) as quarter_start
    from {{ ref('int_indicator_values') }}

)

select
    steps.assessment_date,
    steps.date_before,
    steps.system_id,
    steps.rule_version,
    steps.rule_version_before,
    steps.subject_id,
    steps.indicator_id,
    steps.is_starter,
    earlier.platform,
    earlier.subject_type,
    earlier.industry,
    earlier.method,
    earlier.floor,
    earlier.ceiling,
    earlier.better,
    earlier.valid_orders,
    earlier.near_days,
    earlier.far_days,
    earlier.half_life_days,
    earlier.applied_half_life,
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
    later.ranked_value as value_after
from steps
inner join values_of_a_day as earlier
    on
        steps.date_before = earlier.assessment_date
        and steps.system_id = earlier.system_id
        and steps.rule_version_before = earlier.rule_version
        and steps.subject_id = earlier.subject_id
        and steps.indicator_id = earlier.indicator_id
inner join values_of_a_day as later
    on
        steps.assessment_date = later.assessment_date
        and steps.system_id = later.system_id
        and steps.rule_version = later.rule_version
        and steps.subject_id = later.subject_id
        and steps.indicator_id = later.indicator_id
