select
    count(*) as totals,
    count_if(
        theirs.subject is null
        or theirs.status <> mine.status
        or differs(theirs.score, mine.score)
    ) as unequal
from 'totals_of_days.parquet' as mine
left join 'polars_scores.parquet' as theirs using (assessment_date, system_id, rule_version, subject)
