with theirs as (
    select * from published.marts.indicator_scores
),

mine as (
    select * from indicator_scores
    where assessment_date > getvariable('as_of') - getvariable('history_days')
)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id,
    theirs.numerator as published_numerator, mine.numerator,
    theirs.denominator as published_denominator, mine.denominator,
    theirs.decayed_value as published_decayed_value, mine.decayed_value,
    theirs.peer_count as published_peer_count, mine.peer_count,
    theirs.percentile as published_percentile, mine.percentile,
    theirs.score as published_score, mine.score,
    case
        when mine.subject_id is null then true
        when theirs.subject_id is null then mine.denominator <> 0
        else
            theirs.denominator <> mine.denominator
            or abs(cast(theirs.numerator as double) - mine.numerator) > getvariable('tolerance')
            or theirs.peer_count <> mine.peer_count
            or theirs.is_missing <> mine.is_missing
            or coalesce(theirs.dimension_id, '') <> coalesce(mine.dimension_id, '')
            or differs(theirs.value, mine.value)
            or differs(theirs.decayed_value, mine.decayed_value)
            or differs(theirs.peer_mean, mine.peer_mean)
            or differs(theirs.percentile, mine.percentile)
            or differs(theirs.weight, mine.weight_in_dimension)
            or differs(theirs.score, mine.score)
    end as is_unequal
from theirs
full join mine using (assessment_date, system_id, rule_version, subject_type, subject_id, indicator_id)
