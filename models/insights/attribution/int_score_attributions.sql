{#
    SCORE ATTRIBUTIONS  变动分解
    The change of the total from each scored day to the next, split over indicators and causes. A stage has the score as if
    nobody else had moved: among the values of the other peers on the earlier day, or on its curve or limits. An indicator
    gives its change of score by its mean weight, and its change of weight by its mean distance from the total.
#}
{% set stage_names = ['left', 'corrected', 'entered', 'decayed'] %}
with

stages as (

    {% for stage in stage_names %}
        select
            *,
            '{{ stage }}' as stage, value_{{ stage }} as value,
            round(case when better = 'up' then 1 else -1 end * value_{{ stage }}, 9) as rank_value
        from {{ ref('int_stage_values') }}
        where value_{{ stage }} is not null and {{ is_compared_anew('assessment_date', 'score_key') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

ranked_stages as (

    select
        stages.score_key, stages.indicator_id, stages.is_starter, stages.date_before, stages.system_id, stages.industry,
        stages.method, stages.floor, stages.ceiling, stages.stage, stages.value, stages.rank_value,
        stages.subject_rule_key,
        sum(case when {{ ranks_below('peers', 'stages') }} then 1 else 0 end)
        / cast(nullif(count(peers.subject_key), 0) as double) as percentile
    from stages
    left join {{ ref('int_indicator_scores') }} as peers
        on
            peers.is_peer
            and stages.method = 'industry_rank'
            and stages.peer_group_key = peers.peer_group_key
            and stages.indicator_id = peers.indicator_id
            and stages.subject_key <> peers.subject_key
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13

),

scored_stages as (

    select
        stages.score_key, stages.indicator_id,
    {% for stage in stage_names %}
        max(
            case
                when stages.stage <> '{{ stage }}' then null
                when stages.method in ('mean_of_stars', 'points') then stages.value
                when stages.method in ('limits', 'learned')
                    then steps.points + coalesce(steps.slope * (stages.rank_value - steps.from_rank_value), 0)
                else
                    stages.floor + (stages.ceiling - stages.floor) * coalesce(
                        segments.percentile + segments.slope * greatest(stages.rank_value - segments.rank_value, 0),
                        stages.percentile
                    )
            end
        ) as score_{{ stage }}{{ ',' if not loop.last }}
    {% endfor %}
    from ranked_stages as stages
    left join {{ ref('int_limit_steps') }} as steps
        on stages.subject_rule_key = steps.subject_rule_key and {{ lies_on('stages.rank_value', 'steps') }}
    left join {{ ref('int_benchmark_segments') }} as segments
        on
            stages.system_id = segments.system_id
            and coalesce(stages.industry, '') = segments.industry
            and stages.is_starter = segments.is_starter
            and stages.indicator_id = segments.indicator_id
            and {{ valid_on('stages.date_before', 'segments') }}
            and {{ lies_on('stages.rank_value', 'segments') }}
    group by 1, 2

),

-- a stage without a score changes nothing
filled as (

    select
        {% for stage in stage_names %}
            coalesce(
                {{ 'case when changes.is_alone then changes.score_after end,' if loop.index > 2 }}
                {% for held in stage_names[:loop.index] | reverse %}
                    stages.score_{{ held }},
                {% endfor %}
                changes.score_before
            ) as score_{{ stage }},
        {% endfor %}
        changes.*,
        (changes.weight_before + changes.weight_after) / 2 as mean_weight,
        (changes.weight_after - changes.weight_before) * (coalesce(
            (changes.score_before + changes.score_after) / 2, changes.score_before, changes.score_after,
            changes.mean_total
        ) - changes.mean_total) as weights_shifted
    from {{ ref('int_score_changes') }} as changes
    left join scored_stages as stages
        on changes.score_key = stages.score_key and changes.indicator_id = stages.indicator_id
    where {{ is_compared_anew('changes.assessment_date', 'changes.score_key') }}

)

select
    score_key, subject_key, assessment_date, date_before, system_id, rule_version, is_what_if, is_in_force,
    indicator_id,
    case when is_measured_alike then mean_weight * (score_entered - score_corrected) else 0 end as entered,
    case when is_measured_alike then mean_weight * (score_left - score_before) else 0 end as left_window,
    case when is_measured_alike then mean_weight * (score_corrected - score_left) else 0 end as corrected,
    case when is_measured_alike then mean_weight * (score_decayed - score_entered) else 0 end as decayed,
    case when is_measured_alike then mean_weight * (score_after - score_decayed) else 0 end as peers_moved,
    case when is_measured_alike then 0 else coalesce(mean_weight * (score_after - score_before), 0) end
    + case when rule_version <> rule_version_before then weights_shifted else 0 end as rule_changed,
    case when rule_version = rule_version_before then weights_shifted else 0 end as reweighted,
    case
        when indicator_id <> 'adjustments' then 0
        else total_change - sum(coalesce(mean_weight * (score_after - score_before), 0) + weights_shifted) over change
    end as adjusted
from filled window change as (partition by score_key)
