-- The subjects of the last publication, on its newest day that is no later than ours, that are not there any more.
with newest_day as (
    select max(assessment_date) as assessment_date
    from "{table}"
),

last_day as (
    select max(last_rows.assessment_date) as assessment_date
    from last_publication."{table}" as last_rows
    inner join newest_day on last_rows.assessment_date <= newest_day.assessment_date
),

subjects as (
    select rows_today.*
    from "{table}" as rows_today
    inner join newest_day on rows_today.assessment_date = newest_day.assessment_date
),

last_subjects as (
    select last_rows.*
    from last_publication."{table}" as last_rows
    inner join last_day on last_rows.assessment_date = last_day.assessment_date
)

select
    system_id as scope,
    platform,
    system_id,
    subject_type,
    subject_id,
    1 as value
from last_subjects
except
select
    system_id as scope,
    platform,
    system_id,
    subject_type,
    subject_id,
    1 as value
from subjects
