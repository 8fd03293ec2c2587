select
    run_id,
    check_name,
    checked_table,
    severity,
    result,
    failing_rows,
    description,
    message
from {{ source('log', 'quality_results') }}
