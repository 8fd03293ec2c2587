{#
    SCORE ATTRIBUTIONS  变动分解
    The change of the total from each scored day to the next, split over indicators and causes. An indicator gives its change of score by
    its mean weight, and its change of weight by its mean distance from the total; so all parts add up to the change.
#}
with

changes as (

    select * from {{ ref('int_score_changes') }}

),

stage_scores as (

    select
        score_key,
        indicator_id,
        max(case when stage = 'left' then score end) as score_left,
        max(case when stage = 'corrected' then score end) as score_corrected,
        max(case when stage = 'entered' then score end) as score_entered,
        max(case when stage = 'decayed' then score end) as score_decayed
    from {{ ref('int_stage_scores') }}
    group by 1, 2

),

-- a stage without a score changes nothing
filled as (

    select
        changes.*,
        (changes.weight_before + changes.weight_after) / 2 as mean_weight,
        changes.weight_after - changes.weight_before as weight_change,
        coalesce(
            (changes.score_before + changes.score_after) / 2, changes.score_before, changes.score_after
        ) - changes.mean_total as mean_distance,
        coalesce(stage_scores.score_left, changes.score_before) as score_left,
        coalesce(stage_scores.score_corrected, stage_scores.score_left, changes.score_before) as score_corrected,
        coalesce(
            stage_scores.score_entered, stage_scores.score_corrected, stage_scores.score_left, changes.score_before
        ) as score_entered,
        coalesce(
            stage_scores.score_decayed, stage_scores.score_entered, stage_scores.score_corrected,
            stage_scores.score_left, changes.score_before
        ) as score_decayed
    from changes
    left join stage_scores
        on
            changes.score_key = stage_scores.score_key
            and changes.indicator_id = stage_scores.indicator_id

),

-- an indicator that has a score on one of the two days only changes the weights, not its score
caused as (

    select
        *,
        case when is_measured_alike then mean_weight * (score_left - score_before) else 0 end as left_window,
        case when is_measured_alike then mean_weight * (score_corrected - score_left) else 0 end as corrected,
        case when is_measured_alike then mean_weight * (score_entered - score_corrected) else 0 end as entered,
        case when is_measured_alike then mean_weight * (score_decayed - score_entered) else 0 end as decayed,
        case when is_measured_alike then mean_weight * (score_after - score_decayed) else 0 end as peers_moved,
        case
            when not is_measured_alike then coalesce(mean_weight * (score_after - score_before), 0)
            else 0
        end as measured_otherwise,
        weight_change * mean_distance as weights_shifted
    from filled

)

select
    score_key, subject_key, assessment_date, date_before, system_id, rule_version, is_what_if, is_in_force,
    indicator_id,
    entered, left_window, corrected, decayed, peers_moved,
    measured_otherwise + case when rule_version <> rule_version_before then weights_shifted else 0 end as rule_changed,
    case when rule_version = rule_version_before then weights_shifted else 0 end as reweighted
from caused
