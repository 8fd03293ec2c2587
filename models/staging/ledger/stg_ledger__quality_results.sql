select
    run_id,
    check_name,
    checked_table,
    severity,
    result,
    failing_rows,
    description,
    message,
    description_zh,
    message_zh
from {{ source('ledger', 'quality_results') }}
