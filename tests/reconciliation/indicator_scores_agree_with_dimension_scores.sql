{#
    Two roads to the score of a dimension:
    the sum of weight times score over its published indicators, whose weights add up to 1, with what the published ledger
    adds to it, against the published score of the dimension. A dimension is without a score exactly when all its indicators are, or one that weighs has a
    value and no limits, or the weights of all are unknown, or it is learned and one of its indicators has no points.
#}
{{ config(meta={'dagster': {'ref': {'name': 'dimension_scores'}}}) }}

with

from_indicators as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        dimension_id,
        sum(weight) as sum_of_weights,
        sum(weight * score) as score,
        max(case when missing_reason = 'no_limits' or (score is not null and weight is null) then 1 else 0 end) = 1
        or (
            max(case when score_basis = 'learned' then 1 else 0 end) = 1
            and max(case when score is null then 1 else 0 end) = 1
        ) as lacks_tables
    from {{ ref('indicator_scores') }}
    where dimension_id is not null
    group by 1, 2, 3, 4, 5, 6

),

ledger as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        item as dimension_id,
        sum(points) as points
    from {{ ref('score_adjustments') }}
    where item <> 'total'
    group by 1, 2, 3, 4, 5, 6

),

compared as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        dimension_id,
        from_indicators.lacks_tables,
        from_indicators.sum_of_weights,
        from_indicators.score + coalesce(ledger.points, 0) as score_of_indicators,
        dimension_scores.score as score_of_dimension
    from {{ ref('dimension_scores') }} as dimension_scores
    full outer join from_indicators
        using (assessment_date, system_id, rule_version, subject_type, subject_id, dimension_id)
    left join ledger
        using (assessment_date, system_id, rule_version, subject_type, subject_id, dimension_id)

)

select * from compared
where
    (lacks_tables and score_of_dimension is not null)
    or (not coalesce(lacks_tables, false) and (
        (score_of_indicators is null) <> (score_of_dimension is null)
        or abs(score_of_indicators - score_of_dimension) > 1e-8
        or sum_of_weights is null
        or abs(sum_of_weights - case when score_of_dimension is null then 0 else 1 end) > 1e-8
    ))
