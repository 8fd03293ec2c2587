{#
    DRIVER STEPS  变动步骤
    From each scored day of a subject to its next one, per indicator with a part in either: score and weight before and
    after. A step is a day long unless days without a score lie between. A version's first step comes from the one in force
    before; between two scales there is no difference to split.
#}
with

scores as (

    select * from {{ ref('int_scores') }}
    where
        score is not null
        and not is_forecast

),

consecutive_scores as (

    select
        {% for item in ['assessment_date', 'rule_version', 'score', 'floor', 'ceiling'] %}
            coalesce(
                lag({{ item }}) over one_version, case when is_in_force then lag({{ item }}) over one_lineage end
            ) as {{ item }}_before,
        {% endfor %}
        *
    from scores
    window
        one_version as (
            partition by system_id, rule_version, subject_id
            order by assessment_date
        ),
        one_lineage as (
            partition by system_id, is_in_force, subject_id
            order by assessment_date
        )

),

steps as (

    select
        *,
        assessment_date_before as date_before,
        score_before as total_before
    from consecutive_scores
    where floor = floor_before and ceiling = ceiling_before

),

indicators as (

    select
        indicator_scores.*,
        indicator_scores.weight_in_dimension * dimension_scores.weight as weight_in_total
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join {{ ref('int_dimension_scores') }} as dimension_scores
        on
            indicator_scores.assessment_date = dimension_scores.assessment_date
            and indicator_scores.system_id = dimension_scores.system_id
            and indicator_scores.rule_version = dimension_scores.rule_version
            and indicator_scores.subject_id = dimension_scores.subject_id
            and indicator_scores.dimension_id = dimension_scores.dimension_id
    where indicator_scores.score is not null

),

parts as (

    {% for date, version in [('assessment_date', 'rule_version'), ('date_before', 'rule_version_before')] %}
        select
            steps.assessment_date, steps.date_before, steps.system_id, steps.rule_version, steps.rule_version_before,
            steps.is_what_if, steps.is_in_force, steps.platform, steps.subject_type, steps.subject_id, steps.industry,
            (steps.score + steps.total_before) / 2 as mean_total,
            indicators.indicator_id
        from steps
        inner join indicators
            on
                steps.{{ date }} = indicators.assessment_date
                and steps.system_id = indicators.system_id
                and steps.{{ version }} = indicators.rule_version
                and steps.subject_id = indicators.subject_id
        {% if not loop.last %}union{% endif %}
    {% endfor %}

)

select
    parts.*,
    earlier.score as score_before,
    later.score as score_after,
    coalesce(earlier.weight_in_total, 0) as weight_before,
    coalesce(later.weight_in_total, 0) as weight_after,
    coalesce(earlier.is_starter, false) as is_starter,
    -- the same window, decay and scale on both days: only then is a change of the value the subject's own
    coalesce(
        earlier.near_days = later.near_days
        and earlier.far_days = later.far_days
        and coalesce(earlier.half_life_days, 0) = coalesce(later.half_life_days, 0)
        and earlier.method = later.method
        and earlier.floor = later.floor
        and earlier.ceiling = later.ceiling,
        false
    ) as is_measured_alike
from parts
left join indicators as earlier
    on
        parts.date_before = earlier.assessment_date
        and parts.system_id = earlier.system_id
        and parts.rule_version_before = earlier.rule_version
        and parts.subject_id = earlier.subject_id
        and parts.indicator_id = earlier.indicator_id
left join indicators as later
    on
        parts.assessment_date = later.assessment_date
        and parts.system_id = later.system_id
        and parts.rule_version = later.rule_version
        and parts.subject_id = later.subject_id
        and parts.indicator_id = later.indicator_id
