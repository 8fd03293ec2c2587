{#
    SEGMENTS OF LEARNED CURVES  学习曲线分段
    The points of an indicator in a dimension that is learned, on the scale of the dimension, as segments of its curve:
    where the curve starts the constant, where it ends the constant and all that the curves of the dimension can give.
    By the weights of int_learned_weights the mean of the indicators is the sum of the curves. Level at both ends.
#}
with

knots as (

    select
        {{ surrogate_key(['weights.system_id', 'weights.rule_version', 'weights.industry']) }} as industry_table_key,
        weights.learned_id,
        weights.system_id, weights.rule_version, weights.indicator_id,
        round(case when indicators.better = 'up' then curves.value else -curves.value end, 9) as rank_value,
        weights.constant + coalesce(weights.total_span * curves.points / nullif(weights.span, 0), 0) as points
    from {{ ref('int_learned_weights') }} as weights
    inner join {{ ref('int_learned_curves') }} as curves
        on
            weights.learned_id = curves.learned_id
            and weights.indicator_id = curves.indicator_id
    inner join {{ ref('indicators') }} as indicators
        on
            weights.rule_version = indicators.rule_version
            and weights.indicator_id = indicators.indicator_id
    where
        weights.system_id = indicators.system_id
        and indicators.method = 'learned'
        and indicators.dimension_id is not null

),

-- two knots that differ by less than nine decimals are one
starts as (

    select
        industry_table_key, learned_id, system_id, rule_version, indicator_id, rank_value,
        max(points) as points
    from knots
    group by 1, 2, 3, 4, 5, 6

    union all

    select
        industry_table_key, learned_id, system_id, rule_version, indicator_id,
        cast('-infinity' as double) as rank_value,
        min(points) as points
    from knots
    group by 1, 2, 3, 4, 5, 6

),

segments as (

    select
        *,
        lead(rank_value) over upwards as next_rank_value,
        lead(points) over upwards as next_points
    from starts
    window upwards as (partition by learned_id, indicator_id order by rank_value)

)

select
    {{ surrogate_key([
        'subjects.subject_key', 'subjects.system_id', 'subjects.rule_version', 'segments.indicator_id'
    ]) }} as subject_rule_key,
    subjects.subject_key,
    segments.rank_value as from_rank_value,
    coalesce(segments.next_rank_value, cast('infinity' as double)) as below_rank_value,
    segments.points,
    -- level below the worst value and above the best
    case
        when segments.rank_value > cast('-infinity' as double) and segments.next_points > segments.points
            then (segments.next_points - segments.points) / (segments.next_rank_value - segments.rank_value)
    end as slope
from {{ ref('int_subject_versions') }} as subjects
inner join segments
    on subjects.industry_table_key = segments.industry_table_key
