{#
    The dimensions of scores as their indicators make them, the text of a step that int_scores and int_dimension_scores
    share: the weighted mean, what it lacks, and what a service adds to it, up to the ceiling. One that lacks limits or
    weights has no score, and neither has one whose curves are not learned. A dimension without any indicator that has a
    score or lacks a table has no row.
#}
{% macro dimension_means() -%}
    select
        means.score_key,
        means.dimension_id,
        means.weight_covered,
        means.needs_limits,
        means.needs_pages,
        means.is_partial,
        means.is_estimated,
        -- least passes over what is not there
        case
            when added.points is not null and means.own_score is not null
                then least(added.points, means.ceiling - means.own_score)
        end as points_added,
        case
            when added.points is null then means.own_score
            else round(means.own_score + least(added.points, means.ceiling - means.own_score), 9)
        end as score
    from (
        select
            score_key,
            dimension_id,
            case
                when max(case when needs_limits or needs_pages then 1 else 0 end) = 0
                    then round({{ weighted_mean('weight', 'score') }}, 9)
            end as own_score,
            max(ceiling) as ceiling,
            coalesce(sum(case when score is not null then weight end), 0) / nullif(sum(weight), 0) as weight_covered,
            max(case when needs_limits then 1 else 0 end) = 1 as needs_limits,
            max(case when needs_pages then 1 else 0 end) = 1 as needs_pages,
            max(case when makes_partial then 1 else 0 end) = 1 as is_partial,
            max(case when (is_starter or method = 'learned') and score is not null then 1 else 0 end) = 1 as is_estimated
        from {{ ref('int_indicator_scores') }}
        where dimension_id is not null and {{ is_restated('assessment_date', 'subject_key') }}
        group by 1, 2
    ) as means
    left join (
        select
            score_key,
            item,
            sum(points) as points
        from {{ ref('int_score_adjustments') }}
        where item <> 'total' and {{ is_restated('assessment_date', 'subject_key') }}
        group by 1, 2
    ) as added
        on means.score_key = added.score_key and means.dimension_id = added.item
{%- endmacro %}

{#  What bonus adds to the total of each score and misconduct takes off it, both positive.  #}
{% macro adjustment_sums() -%}
    select
        score_key,
        sum(case when is_bonus then points else 0 end) as bonus,
        0 - sum(case when is_bonus or item <> 'total' then 0 else points end) as deductions
    from {{ ref('int_score_adjustments') }}
    where {{ is_restated('assessment_date', 'subject_key') }}
    group by 1
{%- endmacro %}
