{#
    DRIVER GAPS  同行差距分解
    What sets a total apart from the mean of its peers, split over indicators: the weighted distance of each indicator
    from that mean, less the same of the average peer. The parts add up to the gap, whatever is missing for whom.
#}
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
    where score is not null

),

dimensions as (

    select * from {{ ref('int_dimension_scores') }}

),

distances as (

    select
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.subject_id,
        scores.industry,
        scores.peer_count,
        scores.status,
        indicators.indicator_id,
        indicators.weight_in_dimension * dimensions.weight * (indicators.score - scores.peer_mean) as distance
    from scores
    inner join indicators
        on
            scores.assessment_date = indicators.assessment_date
            and scores.system_id = indicators.system_id
            and scores.rule_version = indicators.rule_version
            and scores.subject_id = indicators.subject_id
    inner join dimensions
        on
            scores.assessment_date = dimensions.assessment_date
            and scores.system_id = dimensions.system_id
            and scores.rule_version = dimensions.rule_version
            and scores.subject_id = dimensions.subject_id
            and indicators.dimension_id = dimensions.dimension_id

),

-- a peer for whom the indicator is missing has no distance in it, and is one of the peers all the same
peer_distances as (

    select
        assessment_date,
        system_id,
        rule_version,
        industry,
        indicator_id,
        cast(sum(cast(distance as decimal(38, 12))) as double) / max(peer_count) as distance
    from distances
    where status = 'scored'
    group by 1, 2, 3, 4, 5

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_id,
    peer_distances.indicator_id,
    coalesce(distances.distance, 0) - peer_distances.distance as contribution
from scores
inner join peer_distances
    on
        scores.assessment_date = peer_distances.assessment_date
        and scores.system_id = peer_distances.system_id
        and scores.rule_version = peer_distances.rule_version
        and scores.industry = peer_distances.industry
left join distances
    on
        scores.assessment_date = distances.assessment_date
        and scores.system_id = distances.system_id
        and scores.rule_version = distances.rule_version
        and scores.subject_id = distances.subject_id
        and peer_distances.indicator_id = distances.indicator_id
