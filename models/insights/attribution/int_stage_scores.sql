{#
    STAGE SCORES  逐步得分
    The score of each stage of an indicator as if nobody else had moved: its value among the values that the other peers
    had on the earlier day, or on the curve of that day. Same rules as in int_peer_ranks and int_indicator_scores.
#}
with

changes as (

    select * from {{ ref('int_score_changes') }}

),

values_before as (

    select * from {{ ref('int_indicator_values') }}

),

stages as (

    {% for stage in ['left', 'corrected', 'entered', 'decayed'] %}
        select
            changes.score_key, changes.indicator_id, changes.is_starter, changes.date_before, changes.subject_key,
            values_before.system_id, values_before.industry, values_before.peer_group_key, values_before.valid_orders,
            values_before.method, values_before.floor, values_before.ceiling,
            '{{ stage }}' as stage,
            stage_values.value_{{ stage }} as value,
            round(
                case when values_before.better = 'up' then 1 else -1 end * stage_values.value_{{ stage }}, 9
            ) as rank_value
        from {{ ref('int_stage_values') }} as stage_values
        inner join changes
            on
                stage_values.score_key = changes.score_key
                and stage_values.indicator_id = changes.indicator_id
        inner join values_before
            on
                changes.score_key_before = values_before.score_key
                and changes.indicator_id = values_before.indicator_id
        where stage_values.value_{{ stage }} is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

ranked_stages as (

    select
        stages.score_key, stages.indicator_id, stages.is_starter, stages.date_before, stages.system_id, stages.industry,
        stages.method, stages.floor, stages.ceiling, stages.stage, stages.value, stages.rank_value,
        sum(case when {{ ranks_below('peers', 'stages') }} then 1 else 0 end)
        / cast(nullif(count(peers.subject_key), 0) as double) as percentile
    from stages
    left join {{ ref('int_peer_ranks') }} as peers
        on
            stages.peer_group_key = peers.peer_group_key
            and stages.indicator_id = peers.indicator_id
            and stages.subject_key <> peers.subject_key
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12

)

select
    stages.score_key,
    stages.indicator_id,
    stages.stage,
    case
        when stages.method = 'mean_of_stars' then stages.value
        else
            stages.floor + (stages.ceiling - stages.floor) * coalesce(
                segments.percentile + segments.slope * greatest(stages.rank_value - segments.rank_value, 0),
                stages.percentile
            )
    end as score
from ranked_stages as stages
left join {{ ref('int_benchmark_segments') }} as segments
    on
        stages.system_id = segments.system_id
        and coalesce(stages.industry, '') = segments.industry
        and stages.is_starter = segments.is_starter
        and stages.indicator_id = segments.indicator_id
        and {{ valid_on('stages.date_before', 'segments') }}
        and stages.rank_value >= segments.from_rank_value
        and stages.rank_value < segments.below_rank_value
