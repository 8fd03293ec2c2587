-- How many days before the newest date each official version in force was last compared with what the platform says.
with newest_day as (
    select max(assessment_date) as assessment_date
    from "{table}"
)

select distinct
    scores.system_id as scope,
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.assessment_date - versions.checked_on as value
from "{table}" as scores
inner join newest_day on scores.assessment_date = newest_day.assessment_date
inner join rules.systems as versions
    on scores.system_id = versions.system_id and scores.rule_version = versions.rule_version
where
    scores.is_official
    and versions.checked_on is not null
