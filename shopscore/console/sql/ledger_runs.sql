-- The last runs, newest first.
select run_id, started_at, finished_at, as_of, status, message, rows_landed, rows_published
from "{runs}"
order by started_at desc, run_id asc
limit $runs_shown
