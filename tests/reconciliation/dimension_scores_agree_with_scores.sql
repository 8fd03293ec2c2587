{#
    Two roads to the total:
    the sum of weight times score over the published dimensions, whose weights add up to 1, with what the published ledger
    adds to the total and takes off it, on the scale, against the published score; and the same ledger against the bonus and
    the deductions beside it. A subject is without a score exactly when all its dimensions are, or a table lacks without which there is none.
    A shop in growth has the points of its stage, and no dimension has any; a version without a rule has no dimension.
#}
{{ config(meta={'dagster': {'ref': {'name': 'scores'}}}) }}

with

from_dimensions as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        sum(weight) as sum_of_weights,
        sum(weight * score) as score
    from {{ ref('dimension_scores') }}
    group by 1, 2, 3, 4, 5

),

ledger as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        sum(greatest(points, 0)) as bonus,
        sum(greatest(0 - points, 0)) as deductions
    from {{ ref('score_adjustments') }}
    where item = 'total'
    group by 1, 2, 3, 4, 5

),

compared as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id,
        scores.status,
        from_dimensions.sum_of_weights,
        scores.bonus - coalesce(ledger.bonus, 0) as bonus_beside_the_ledger,
        scores.deductions - coalesce(ledger.deductions, 0) as deductions_beside_the_ledger,
        case
            when from_dimensions.score is not null
                then least(
                    greatest(from_dimensions.score + coalesce(ledger.bonus - ledger.deductions, 0), scales.floor),
                    scales.ceiling
                )
        end as score_of_dimensions,
        scores.score as score_of_total
    from {{ ref('scores') }} as scores
    full outer join from_dimensions
        using (assessment_date, system_id, rule_version, subject_type, subject_id)
    left join ledger
        using (assessment_date, system_id, rule_version, subject_type, subject_id)
    left join {{ ref('systems') }} as scales
        using (system_id, rule_version)

)

select * from compared
where
    (
        coalesce(status, 'missing') not in ('growth', 'needs_limits', 'needs_pages', 'no_rule')
        and (
            (score_of_dimensions is null) <> (score_of_total is null)
            or abs(score_of_dimensions - score_of_total) > 1e-8
            or sum_of_weights is null
            or abs(sum_of_weights - case when score_of_total is null then 0 else 1 end) > 1e-8
        )
    )
    or bonus_beside_the_ledger <> 0
    or deductions_beside_the_ledger <> 0
    or (status = 'growth' and score_of_dimensions is not null)
    or (status = 'no_rule' and sum_of_weights is not null)
