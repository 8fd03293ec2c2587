{#
    SCORE CHANGES  变动区间
    From each scored day of a subject to its next one, per indicator with a score on either: score and weight before and
    after. A change is a day long unless days without a score lie between. A version's first change comes from the one in
    force before; between two scales there is no difference to split. Where something is added or taken off, and in
    a version with stages, a change has one more row, for what no indicator makes.
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
        {% for item in [
            'score_key', 'assessment_date', 'rule_version', 'score', 'floor', 'ceiling', 'stage', 'points_adjusted'
        ] %}
            coalesce(
                lag({{ item }}) over one_version, case when is_in_force then lag({{ item }}) over one_lineage end
            ) as {{ item }}_before,
        {% endfor %}
        *
    from scores
    window
        one_version as (
            partition by subject_key, system_id, rule_version
            order by assessment_date
        ),
        one_lineage as (
            partition by subject_key, system_id, is_in_force
            order by assessment_date
        )

),

changes as (

    select *
    from consecutive_scores
    where
        floor = floor_before
        and ceiling = ceiling_before
        and {{ is_compared_anew('assessment_date', 'score_key') }}

),

indicators as (

    select
        indicator_scores.*,
        weights.weight_in_total
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join {{ ref('int_points_lost') }} as weights
        on
            indicator_scores.score_key = weights.score_key
            and indicator_scores.indicator_id = weights.indicator_id

),

indicators_of_changes as (

    {% for day in ['score_key', 'score_key_before'] %}
        select
            changes.score_key,
            indicators.indicator_id
        from changes
        inner join indicators
            on changes.{{ day }} = indicators.score_key
        union
    {% endfor %}
    select
        score_key,
        'adjustments' as indicator_id
    from changes
    where coalesce(stage, stage_before) is not null or points_adjusted <> 0 or points_adjusted_before <> 0

)

select
    changes.score_key, changes.score_key_before, changes.subject_key,
    changes.assessment_date, changes.assessment_date_before as date_before,
    changes.system_id, changes.rule_version, changes.rule_version_before, changes.is_what_if, changes.is_in_force,
    (changes.score + changes.score_before) / 2 as mean_total,
    changes.score - changes.score_before as total_change,
    indicators_of_changes.indicator_id,
    earlier.score as score_before,
    later.score as score_after,
    coalesce(earlier.weight_in_total, 0) as weight_before,
    coalesce(later.weight_in_total, 0) as weight_after,
    coalesce(earlier.is_starter, false) as is_starter,
    coalesce(earlier.is_small_shop, false) or coalesce(later.is_small_shop, false) as is_fixed,
    -- by limits nobody else moves a score, and what moves it has entered at last
    coalesce(earlier.method in ('limits', 'points', 'learned'), false) as is_alone,
    -- the same window, decay and scale on both days: only then is a change of the value the subject's own
    coalesce(
        earlier.window_key = later.window_key
        and earlier.method = later.method
        and earlier.floor = later.floor
        and earlier.ceiling = later.ceiling
        and (changes.rule_version = changes.rule_version_before or earlier.method not in ('limits', 'learned')),
        false
    ) as is_measured_alike
from indicators_of_changes
inner join changes
    on indicators_of_changes.score_key = changes.score_key
left join indicators as earlier
    on
        changes.score_key_before = earlier.score_key
        and indicators_of_changes.indicator_id = earlier.indicator_id
left join indicators as later
    on
        changes.score_key = later.score_key
        and indicators_of_changes.indicator_id = later.indicator_id
