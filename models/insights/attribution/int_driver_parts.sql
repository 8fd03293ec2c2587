{#
    DRIVER PARTS  变动分解
    The change of the total over each step, split over indicators and causes. An indicator gives its change of score by
    its mean weight, and its change of weight by its mean distance from the total; so all parts add up to the change.
#}
with

steps as (

    select * from {{ ref('int_driver_steps') }}

),

stage_scores as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_id,
        indicator_id,
        max(case when stage = 'left' then score end) as score_left,
        max(case when stage = 'corrected' then score end) as score_corrected,
        max(case when stage = 'entered' then score end) as score_entered,
        max(case when stage = 'decayed' then score end) as score_decayed
    from {{ ref('int_driver_standings') }}
    group by 1, 2, 3, 4, 5

),

-- a stage without a score changes nothing
filled as (

    select
        steps.*,
        (steps.weight_before + steps.weight_after) / 2 as mean_weight,
        steps.weight_after - steps.weight_before as weight_change,
        coalesce(
            (steps.score_before + steps.score_after) / 2, steps.score_before, steps.score_after
        ) - steps.mean_total as mean_distance,
        coalesce(stage_scores.score_left, steps.score_before) as score_left,
        coalesce(stage_scores.score_corrected, stage_scores.score_left, steps.score_before) as score_corrected,
        coalesce(
            stage_scores.score_entered, stage_scores.score_corrected, stage_scores.score_left, steps.score_before
        ) as score_entered,
        coalesce(
            stage_scores.score_decayed, stage_scores.score_entered, stage_scores.score_corrected,
            stage_scores.score_left, steps.score_before
        ) as score_decayed
    from steps
    left join stage_scores
        on
            steps.assessment_date = stage_scores.assessment_date
            and steps.system_id = stage_scores.system_id
            and steps.rule_version = stage_scores.rule_version
            and steps.subject_id = stage_scores.subject_id
            and steps.indicator_id = stage_scores.indicator_id

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
    assessment_date, date_before, system_id, rule_version, rule_version_before, is_what_if, is_in_force,
    platform, subject_type, subject_id, indicator_id,
    entered, left_window, corrected, decayed, peers_moved,
    measured_otherwise + case when rule_version <> rule_version_before then weights_shifted else 0 end as rule_changed,
    case when rule_version = rule_version_before then weights_shifted else 0 end as reweighted
from caused
