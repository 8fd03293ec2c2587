{#
    TARGET THRESHOLDS  分数线对应指标值
    The rank_value that an indicator needs for the score of a line: the mean of stars itself; by rank, that of the peer (as
    it stands today) that has to be passed; on a benchmark or a learned curve, the point of the curve; by limits, where the
    step begins that gives as much. Out of reach: no row, and fixed points of few cases no value lifts.
#}
with

lines as (

    select * from {{ ref('int_target_days') }}
    where round(required_score, 9) <= ceiling

),

peers as (

    select * from {{ ref('int_indicator_scores') }}
    where is_peer

),

other_peers as (

    select
        lines.score_key, lines.indicator_id, lines.required_percentile,
        -- ranking values have nine decimals: the last one makes the difference, where a tie does not do
        round(
            peers.rank_value + case when lines.valid_orders > peers.valid_orders then 0 else 1e-9 end, 9
        ) as rank_value,
        row_number() over (
            partition by lines.score_key, lines.indicator_id order by peers.rank_value, peers.valid_orders
        ) as place,
        count(*) over (partition by lines.score_key, lines.indicator_id) as others
    from lines
    inner join peers
        on
            lines.seen_peer_group_key = peers.peer_group_key
            and lines.indicator_id = peers.indicator_id
            and lines.subject_key <> peers.subject_key
    where lines.method = 'industry_rank' and not lines.is_benchmarked

),

curve_points as (

    select
        lines.score_key, lines.indicator_id,
        case
            when lines.required_percentile <= segments.percentile then segments.rank_value
            else segments.rank_value + (lines.required_percentile - segments.percentile) / segments.slope
        end as rank_value
    from lines
    inner join {{ ref('int_benchmark_segments') }} as segments
        on
            lines.system_id = segments.system_id
            and coalesce(lines.industry, '') = segments.industry
            and lines.is_starter = segments.is_starter
            and lines.indicator_id = segments.indicator_id
            and {{ valid_on('lines.target_date', 'segments') }}
    where
        lines.method = 'industry_rank' and lines.is_benchmarked
        and (
            lines.required_percentile <= segments.percentile
            -- the last segment is flat and without end
            or (
                segments.slope > 0
                and lines.required_percentile
                <= segments.percentile + segments.slope * (segments.below_rank_value - segments.rank_value)
            )
        )

),

step_points as (

    select
        lines.score_key, lines.indicator_id,
        steps.from_rank_value
        + greatest(coalesce((lines.required_score - steps.points) / nullif(steps.slope, 0), 0), 0) as rank_value
    from lines
    inner join {{ ref('int_limit_steps') }} as steps
        on lines.subject_rule_key = steps.subject_rule_key
    where
        not lines.is_small_shop
        -- scores have nine decimals: half of the last one below is there already
        and lines.required_score - 0.5e-9
        <= steps.points + coalesce(steps.slope * (steps.below_rank_value - steps.from_rank_value), 0)

),

reached as (

    select score_key, indicator_id, required_score as rank_value
    from lines
    where method in ('mean_of_stars', 'points')

    union all

    select score_key, indicator_id, rank_value
    from other_peers
    where place >= required_percentile * others

    union all

    select score_key, indicator_id, rank_value
    from curve_points

    union all

    select score_key, indicator_id, rank_value
    from step_points

)

select
    score_key, indicator_id,
    min(rank_value) as rank_value
from reached
group by 1, 2
