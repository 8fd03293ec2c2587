{#
    POINTS LOST  失分
    What each scored indicator weighs in the total, and what it takes off the best possible one: what it lacks of its own
    scale by that weight. Everything later that says what an indicator costs reads it here.
#}
select
    indicator_scores.assessment_date,
    indicator_scores.subject_key,
    indicator_scores.score_key,
    indicator_scores.indicator_id,
    indicator_scores.weight_in_dimension * dimension_scores.weight as weight_in_total,
    round(
        (indicator_scores.ceiling - indicator_scores.score)
        * indicator_scores.weight_in_dimension * dimension_scores.weight, 9
    ) as points_lost
from {{ ref('int_indicator_scores') }} as indicator_scores
inner join {{ ref('int_dimension_scores') }} as dimension_scores
    on
        indicator_scores.score_key = dimension_scores.score_key
        and indicator_scores.dimension_id = dimension_scores.dimension_id
where
    indicator_scores.score is not null
    and {{ is_restated('indicator_scores.assessment_date', 'indicator_scores.subject_key') }}
