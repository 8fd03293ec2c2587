{#
    SCORE DRIVERS  分数变动归因
    Which indicator moved a total since the day before and since 7 days before, and by what: the parts of an indicator add
    up to its contribution, the contributions to the change. And which indicator sets it apart from the mean of its peers.
    What no indicator makes (stage, deductions, bonus, the ends of the scale) is a row of its own.
#}
{% set causes = ['entered', 'left_window', 'corrected', 'decayed', 'rule_changed', 'peers_moved', 'reweighted',
    'adjusted'] %}
with

scores as (

    select
        today.score_key,
        today.subject_key,
        today.assessment_date,
        today.system_id,
        today.rule_version,
        today.is_what_if,
        today.version_from,
        today.subject_type,
        today.subject_id,
        today.platform,
        days_7_before.score is not null as has_change_7d
    from {{ ref('int_scores') }} as today
    left join {{ ref('int_scores') }} as days_7_before
        on
            today.subject_key = days_7_before.subject_key
            and today.system_id = days_7_before.system_id
            and {{ add_days('today.assessment_date', '-7') }} = days_7_before.assessment_date
            and {{ same_rule_lineage('today', 'days_7_before') }}
            and {{ same_scale('today', 'days_7_before') }}
    where today.is_published and today.score is not null

),

attributions as (

    select * from {{ ref('int_score_attributions') }}

),

gaps as (

    select * from {{ ref('int_peer_gaps') }}

),

changes as (

    select
        {% for cause in causes %}
            sum(
                case
                    when attributions.date_before = {{ add_days('scores.assessment_date', '-1') }}
                        then attributions.{{ cause }}
                end
            ) as {{ cause }}_1d,
            sum(case when scores.has_change_7d then attributions.{{ cause }} end) as {{ cause }}_7d,
        {% endfor %}
        scores.score_key,
        attributions.indicator_id
    from scores
    inner join attributions
        on
            scores.subject_key = attributions.subject_key
            and scores.system_id = attributions.system_id
            and {{ same_rule_lineage('scores', 'attributions') }}
            and attributions.date_before >= {{ add_days('scores.assessment_date', '-7') }}
            and scores.assessment_date >= attributions.assessment_date
    group by scores.score_key, attributions.indicator_id

),

drivers as (

    select score_key, indicator_id from changes
    union
    select score_key, indicator_id from gaps

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    drivers.indicator_id,
    {% for days in ['1d', '7d'] %}
        round(
            {% for cause in causes %}
                changes.{{ cause }}_{{ days }}{{ ' +' if not loop.last }}
            {% endfor %}, 9
        ) as contribution_{{ days }},
        {% for cause in causes %}
            round(changes.{{ cause }}_{{ days }}, 9) as {{ cause }}_{{ days }},
        {% endfor %}
    {% endfor %}
    round(gaps.contribution, 9) as contribution_to_peer_gap
from drivers
inner join scores
    on drivers.score_key = scores.score_key
left join changes
    on
        drivers.score_key = changes.score_key
        and drivers.indicator_id = changes.indicator_id
left join gaps
    on
        drivers.score_key = gaps.score_key
        and drivers.indicator_id = gaps.indicator_id
