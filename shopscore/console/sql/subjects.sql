-- Who has a row in the scores of a date.
select distinct platform, subject_type, subject_id, subject_name, industry
from marts.scores
where assessment_date = $assessment_date and system_id = coalesce($system_id, system_id)
order by all
