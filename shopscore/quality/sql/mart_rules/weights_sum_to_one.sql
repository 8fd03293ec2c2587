-- How far the weights of the dimensions of a score, or, where the limit has a subject, those of the indicators within
-- each dimension, are from 1. A dimension without a score has no weight, and neither have its indicators; points of the
-- growth stage come from orders, not from dimensions.
with scored as (
    select
        assessment_date,
        system_id,
        rule_version,
        subject_type,
        subject_id
    from marts.scores
    where
        score is not null
        and status <> 'growth'
),

parts as (
    select all_parts.*
    from "{table}" as all_parts
    semi join scored using (assessment_date, system_id, rule_version, subject_type, subject_id)
    where all_parts."{last_of_whole}" is not null
)

select
    system_id as scope,
    "{whole}",
    abs(sum(weight) - 1) as value
from parts
group by "{whole}"
having count("{needed}") > 0
