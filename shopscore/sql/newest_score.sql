select
    max(assessment_date) as newest_date,
    coalesce(bool_or(assessment_date = $due_date), false) as has_due_date,
    (select max(publication.published_at) from ops.publication) as published_at
from marts.scores
