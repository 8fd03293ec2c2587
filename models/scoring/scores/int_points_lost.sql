{#
    POINTS LOST  失分
    What each scored indicator weighs in the total and takes off the best possible one: what it lacks of its own
    scale by that weight. Everything later that says what an indicator costs reads it here. Where a total lacks limits,
    weights or curves nothing weighs.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

dimensions as (

    select * from {{ ref('dimensions') }}

),

indicator_scores as (

    select
        *,
        max(case when needs_limits or needs_pages then 1 else 0 end) over (partition by score_key) = 1 as lacks_tables
    from {{ ref('int_indicator_scores') }}
    where dimension_id is not null and {{ is_restated('assessment_date', 'subject_key') }}

),

scored_indicators as (

    select * from indicator_scores
    where score is not null and not lacks_tables

),

-- a dimension has a score when one of its indicators has
scored_dimensions as (

    select
        score_key,
        dimension_id,
        count(*) as score_count
    from scored_indicators
    group by 1, 2

),

dimension_weights as (

    select
        scorings.score_key,
        dimensions.dimension_id,
        {{ weight_among_scored(
            'coalesce(dimensions.weight, weights.weight)', 'scored_dimensions.score_count', 'one_total'
        ) }} as weight
    from scorings
    inner join dimensions
        on
            scorings.system_id = dimensions.system_id
            and scorings.rule_version = dimensions.rule_version
            and {{ valid_on('scorings.assessment_date', 'dimensions') }}
    left join {{ ref('int_score_weights') }} as weights
        on
            scorings.subject_version_key = weights.subject_version_key
            and dimensions.dimension_id = weights.item
    left join scored_dimensions
        on
            scorings.score_key = scored_dimensions.score_key
            and dimensions.dimension_id = scored_dimensions.dimension_id
    window one_total as (partition by scorings.score_key)

)

select
    scored_indicators.assessment_date,
    scored_indicators.subject_key,
    scored_indicators.score_key,
    scored_indicators.indicator_id,
    scored_indicators.weight_in_dimension * dimension_weights.weight as weight_in_total,
    round(
        (scored_indicators.ceiling - scored_indicators.score)
        * scored_indicators.weight_in_dimension * dimension_weights.weight, 9
    ) as points_lost
from scored_indicators
inner join dimension_weights
    on
        scored_indicators.score_key = dimension_weights.score_key
        and scored_indicators.dimension_id = dimension_weights.dimension_id
where dimension_weights.weight is not null
