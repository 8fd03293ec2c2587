select
    run_id,
    started_at,
    finished_at,
    as_of,
    status,
    message,
    source_commit,
    generation_id,
    files_landed,
    files_refused,
    rows_landed,
    rows_rejected,
    rows_published
from {{ source('ledger', 'runs') }}
