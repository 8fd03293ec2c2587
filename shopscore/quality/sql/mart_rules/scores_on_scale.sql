-- How far a score lies outside the scale of its rule version.
select
    scores.system_id as scope,
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    greatest(scales.floor - scores.score, scores.score - scales.ceiling, 0) as value
from "{table}" as scores
inner join rules.systems as scales
    on scores.system_id = scales.system_id and scores.rule_version = scales.rule_version
where scores.score is not null
