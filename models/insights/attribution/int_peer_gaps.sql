{#
    PEER GAPS  同行差距分解
    What sets a total apart from the mean of its peers, split over indicators: the weighted distance of each indicator
    from that mean, less the same of the average peer. The parts add up to the gap, whatever is missing for whom; what no
    indicator makes is a part too.
#}
{{ config(materialized='table') }}

with

scores as (

    select * from {{ ref('int_scores') }}
    where
        score is not null
        and peer_mean is not null
        and is_published

),

indicators as (

    select * from {{ ref('int_indicator_scores') }}

),

weights as (

    select * from {{ ref('int_points_lost') }}

),

distances as (

    select
        scores.score_key,
        scores.peer_group_key,
        scores.peer_count,
        scores.status,
        indicators.indicator_id,
        weights.weight_in_total * (indicators.score - scores.peer_mean) as distance
    from scores
    inner join indicators
        on scores.score_key = indicators.score_key
    inner join weights
        on
            indicators.score_key = weights.score_key
            and indicators.indicator_id = weights.indicator_id

),

parts as (

    select score_key, peer_group_key, peer_count, status, indicator_id, distance
    from distances

    union all

    select
        scores.score_key, scores.peer_group_key, scores.peer_count, scores.status,
        'adjustments' as indicator_id,
        max(scores.score - scores.peer_mean) - coalesce(sum(distances.distance), 0) as distance
    from scores
    left join distances
        on scores.score_key = distances.score_key
    where
        scores.stage is not null
        or scores.points_adjusted <> 0
    group by 1, 2, 3, 4, 5

),

-- a peer for whom the indicator is missing has no distance in it, and is one of the peers all the same
peer_distances as (

    select
        peer_group_key,
        indicator_id,
        cast(sum(cast(distance as decimal(38, 12))) as double) / max(peer_count) as distance
    from parts
    where status = 'scored'
    group by 1, 2

)

select
    scores.score_key,
    peer_distances.indicator_id,
    coalesce(parts.distance, 0) - peer_distances.distance as contribution
from scores
inner join peer_distances
    on scores.peer_group_key = peer_distances.peer_group_key
left join parts
    on
        scores.score_key = parts.score_key
        and peer_distances.indicator_id = parts.indicator_id
