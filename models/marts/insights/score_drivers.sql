{#
    SCORE DRIVERS  分数变动归因
    Which indicator moved a total since the day before and since 7 days before, and by what: the parts of an indicator add
    up to its contribution, the contributions to the change. And which indicator sets it apart from the mean of its peers.
#}
{% set causes = ['entered', 'left_window', 'corrected', 'decayed', 'rule_changed', 'peers_moved', 'reweighted'] %}
with

scores as (

    select
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
            {{ add_days('today.assessment_date', '-7') }} = days_7_before.assessment_date
            and today.system_id = days_7_before.system_id
            and {{ same_rule_lineage('today', 'days_7_before') }}
            and {{ same_scale('today', 'days_7_before') }}
            and today.subject_id = days_7_before.subject_id
    where today.is_published and today.score is not null

),

parts as (

    select * from {{ ref('int_driver_parts') }}

),

gaps as (

    select * from {{ ref('int_driver_gaps') }}

),

changes as (

    select
        {% for cause in causes %}
            sum(
                case when parts.date_before = {{ add_days('scores.assessment_date', '-1') }} then parts.{{ cause }} end
            ) as {{ cause }}_1d,
            sum(case when scores.has_change_7d then parts.{{ cause }} end) as {{ cause }}_7d,
        {% endfor %}
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.subject_id,
        parts.indicator_id
    from scores
    inner join parts
        on
            scores.system_id = parts.system_id
            and {{ same_rule_lineage('scores', 'parts') }}
            and scores.subject_id = parts.subject_id
            and parts.date_before >= {{ add_days('scores.assessment_date', '-7') }}
            and scores.assessment_date >= parts.assessment_date
    group by
        scores.assessment_date, scores.system_id, scores.rule_version, scores.subject_id, parts.indicator_id

),

drivers as (

    select assessment_date, system_id, rule_version, subject_id, indicator_id from changes
    union
    select assessment_date, system_id, rule_version, subject_id, indicator_id from gaps

)

select
    drivers.assessment_date,
    drivers.system_id,
    drivers.rule_version,
    scores.subject_type,
    drivers.subject_id,
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
    on
        drivers.assessment_date = scores.assessment_date
        and drivers.system_id = scores.system_id
        and drivers.rule_version = scores.rule_version
        and drivers.subject_id = scores.subject_id
left join changes
    on
        drivers.assessment_date = changes.assessment_date
        and drivers.system_id = changes.system_id
        and drivers.rule_version = changes.rule_version
        and drivers.subject_id = changes.subject_id
        and drivers.indicator_id = changes.indicator_id
left join gaps
    on
        drivers.assessment_date = gaps.assessment_date
        and drivers.system_id = gaps.system_id
        and drivers.rule_version = gaps.rule_version
        and drivers.subject_id = gaps.subject_id
        and drivers.indicator_id = gaps.indicator_id
