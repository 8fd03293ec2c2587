-- How the last run ended, and which publication it left: its own, or the one before it when nothing was new.
select
    started_at,
    status,
    message,
    case
        when status = 'nothing_new'
            then (
                select published.generation_id
                from log.runs as published
                where published.status = 'published'
                order by published.started_at desc
                limit 1
            )
        else generation_id
    end as generation_id
from log.runs
order by started_at desc, run_id asc
limit 1
