-- Which publication it is; a list speaks of noon of the newest date.
select
    generation_id,
    published_at,
    (select max(assessment_date) from marts.scores) as assessment_date,
    (select max(noon_at) from marts.list_status) as noon_at
from ops.publication
