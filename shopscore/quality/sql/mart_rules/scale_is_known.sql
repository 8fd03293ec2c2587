-- 1 for a score whose rule version has no scale.
select
    scores.system_id as scope,
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    case when scales.floor is null then 1 else 0 end as value
from "{table}" as scores
left join rules.systems as scales
    on scores.system_id = scales.system_id and scores.rule_version = scales.rule_version
