{#
    INDICATOR SCORES  指标得分
    Every indicator of every score of the published days: the sums of its window, its value, its peers, its points, and
    what it takes off the best possible total.
#}
with

indicator_scores as (

    select * from {{ ref('int_indicator_scores') }}

)

select
    today.assessment_date,
    today.system_id,
    today.rule_version,
    today.subject_type,
    today.subject_id,
    today.platform,
    today.dimension_id,
    today.indicator_id,
    today.window_start,
    today.window_end,
    today.numerator,
    today.denominator,
    today.value,
    today.decayed_value,
    today.unit,
    today.better,
    today.peer_mean,
    today.peer_count,
    today.percentile,
    today.weight_in_dimension as weight,
    today.score,
    case
        when {{ same_scale('today', 'day_before') }} then round(today.score - day_before.score, 9)
    end as change_1d,
    -- of two windows neither is the other's past
    case
        when today.window_name = day_before.window_name and today.unit = day_before.unit
            then round(today.value - day_before.value, 9)
    end as value_change_1d,
    today.is_missing,
    today.missing_reason,
    today.missing_export,
    today.missing_column,
    today.peer_median,
    today.window_name,
    case
        when today.score is null then null
        when today.method = 'mean_of_stars' then 'stars'
        when today.is_small_shop then 'small_shop'
        when today.method in ('limits', 'points', 'learned') then today.method
        when today.is_starter then 'starter'
        when today.is_benchmarked then 'benchmark'
        else 'peers'
    end as score_basis,
    lost.weight_in_total,
    lost.points_lost,
    today.next_limit,
    today.next_points,
    absent.absent_columns
from indicator_scores as today
left join indicator_scores as day_before
    on
        {{ add_days('today.assessment_date', '-1') }} = day_before.assessment_date
        and today.system_id = day_before.system_id
        and {{ same_rule_lineage('today', 'day_before') }}
        and today.subject_key = day_before.subject_key
        and today.indicator_id = day_before.indicator_id
left join {{ ref('int_points_lost') }} as lost
    on
        today.score_key = lost.score_key
        and today.indicator_id = lost.indicator_id
left join {{ ref('int_absent_columns') }} as absent
    on
        today.score_key = absent.score_key
        and today.indicator_id = absent.indicator_id
where today.is_published
