{#
    DRIVER STANDINGS  逐步得分
    The score of each stage of an indicator as if nobody else had moved: its value among the values that the other peers
    had on the earlier day, or on the curve of that day. Same rules as in int_peer_ranks and int_indicator_scores.
#}
with

stages as (

    select * from {{ ref('int_driver_values') }}

),

ranked_stages as (

    select
        stages.assessment_date,
        stages.system_id,
        stages.rule_version,
        stages.subject_id,
        stages.indicator_id,
        stages.stage,
        sum(case when {{ ranks_below('peers', 'stages') }} then 1 else 0 end)
        / cast(nullif(count(peers.subject_id), 0) as double) as percentile
    from stages
    inner join {{ ref('int_peer_ranks') }} as peers
        on
            stages.date_before = peers.assessment_date
            and stages.system_id = peers.system_id
            and stages.rule_version_before = peers.rule_version
            and stages.industry = peers.industry
            and stages.indicator_id = peers.indicator_id
            and stages.subject_id <> peers.subject_id
    where stages.method <> 'mean_of_stars'
    group by 1, 2, 3, 4, 5, 6

),

segments as (

    select * from {{ ref('int_benchmark_segments') }}

)

select
    stages.assessment_date,
    stages.system_id,
    stages.rule_version,
    stages.subject_id,
    stages.indicator_id,
    stages.stage,
    case
        when stages.method = 'mean_of_stars' then stages.value
        else
            stages.floor + (stages.ceiling - stages.floor) * coalesce(
                segments.percentile + segments.slope * greatest(stages.rank_value - segments.rank_value, 0),
                ranked_stages.percentile
            )
    end as score
from stages
left join ranked_stages
    on
        stages.assessment_date = ranked_stages.assessment_date
        and stages.system_id = ranked_stages.system_id
        and stages.rule_version = ranked_stages.rule_version
        and stages.subject_id = ranked_stages.subject_id
        and stages.indicator_id = ranked_stages.indicator_id
        and stages.stage = ranked_stages.stage
left join segments
    on
        stages.system_id = segments.system_id
        and coalesce(stages.industry, '') = segments.industry
        and stages.is_starter = segments.is_starter
        and stages.indicator_id = segments.indicator_id
        and {{ valid_on('stages.date_before', 'segments') }}
        and stages.rank_value >= segments.from_rank_value
        and stages.rank_value < segments.below_rank_value
