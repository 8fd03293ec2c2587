{#
    The gates of grades, the text of a step that the scores and the list of gates share: what each grade of a version asks
    of the total or of a dimension, and what is there. `every_dimension` asks it of each dimension that weighs something;
    of two limits on one item the higher counts. A gate on what has no score is not judged. The points of the growth
    stage reach no grade.
#}
{% macro grade_gates() -%}
    select
        gated.score_key,
        grades.grade,
        gated.item,
        max(grades.limit_value) as limit_value,
        gated.value,
        gated.value >= max(grades.limit_value) as is_reached
    from (
        select
            score_key,
            {{ surrogate_key(['system_id', 'rule_version']) }} as version_key,
            'total' as item, 'total' as gate, score as value
        from {{ ref('int_scores') }}

        union all

        select
            dimensions.score_key,
            {{ surrogate_key(['dimensions.system_id', 'dimensions.rule_version']) }} as version_key,
            dimensions.dimension_id as item, 'every_dimension' as gate, dimensions.score as value
        from {{ ref('int_dimension_scores') }} as dimensions
        where dimensions.full_weight > 0
    ) as gated
    inner join (
        select *, {{ surrogate_key(['system_id', 'rule_version']) }} as version_key
        from {{ ref('grades') }}
    ) as grades
        on
            gated.version_key = grades.version_key
            and grades.item in (gated.item, gated.gate)
    inner join {{ ref('int_scores') }} as totals
        on gated.score_key = totals.score_key
    where
        totals.score is not null
        and coalesce(totals.stage, 'formal') <> 'growth'
    group by gated.score_key, grades.grade, gated.item, gated.value
{%- endmacro %}
