{#
    SCORES  分数
    One row per subject, system, rule version and assessment date, scored or not, with its changes, its peers and what
    buyers see of it: the total on whole points, half up, in the steps of the version. In growth they see nothing. An
    estimate has its error beside it, and every score what the page of the day showed. Where the version knows grades it
    has the highest whose gates are all met, as far as they can be judged.
#}
with

scores as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version']) }} as version_key
    from {{ ref('int_scores') }}

),

shown_scores as (

    select
        {{ surrogate_key(['system_id', 'rule_version']) }} as version_key,
        shown,
        from_points,
        lead(from_points) over (partition by system_id, rule_version order by from_points) as below_points
    from {{ ref('shown_scores') }}

),

-- of two titles of the total the shorter one
reported as (

    select
        score_key,
        coalesce(score, value) as reported_score,
        row_number() over (partition by score_key order by length(word) asc, word asc) as place
    from {{ ref('int_platform_reports') }}
    where
        item_kind = 'system'
        and coalesce(score, value) is not null

),

gates as (
    {{ grade_gates() }}
),

grades_reached as (

    select score_key, grade
    from gates
    group by 1, 2
    having min(case when is_reached then 1 when not is_reached then 0 end) = 1

)

select
    today.assessment_date,
    today.system_id,
    today.rule_version,
    today.subject_type,
    today.subject_id,
    today.platform,
    today.subject_name,
    today.industry,
    today.score,
    today.status,
    today.valid_orders,
    {% for days in [1, 7, 14, 30] %}
        case
            when {{ same_scale('today', 'days_' ~ days ~ '_before') }}
                then round(today.score - days_{{ days }}_before.score, 9)
        end as change_{{ days }}d,
    {% endfor %}
    today.peer_mean,
    today.peer_count,
    today.peer_rank,
    today.is_official,
    today.weight_covered,
    -- a change across rule versions lies in the span of a change
    {% for days in [1, 7, 14, 30] %}
        coalesce(today.rule_version <> days_{{ days }}_before.rule_version, false){{ ' or' if not loop.last }}
    {% endfor %} as rule_changed,
    today.stage,
    today.stage_reason,
    today.stage_assumes,
    shown_scores.shown as shown_score,
    reported.reported_score,
    case when today.status = 'estimated' then round(errors.estimate_error, 9) end as estimate_error,
    today.bonus,
    today.deductions,
    grades.grade
from scores as today
{% for days in [1, 7, 14, 30] %}
    left join scores as days_{{ days }}_before
        on
            {{ add_days('today.assessment_date', '-' ~ days) }} = days_{{ days }}_before.assessment_date
            and today.system_id = days_{{ days }}_before.system_id
            and {{ same_rule_lineage('today', 'days_' ~ days ~ '_before') }}
            and today.subject_key = days_{{ days }}_before.subject_key
{% endfor %}
left join shown_scores
    on
        today.version_key = shown_scores.version_key
        and coalesce(today.stage, 'formal') <> 'growth'
        and floor(today.score + 0.5) >= shown_scores.from_points
        and (shown_scores.below_points is null or floor(today.score + 0.5) < shown_scores.below_points)
left join reported
    on
        today.score_key = reported.score_key
        and reported.place = 1
left join (
    select score_key, max(grade) as grade
    from grades_reached
    group by 1
) as grades
    on today.score_key = grades.score_key
left join {{ ref('int_estimate_errors') }} as errors
    on today.subject_version_key = errors.subject_version_key
where today.is_published
