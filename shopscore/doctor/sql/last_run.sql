-- How the last run ended.
select started_at, status, message, generation_id
from log.runs
order by started_at desc, run_id asc
limit 1
