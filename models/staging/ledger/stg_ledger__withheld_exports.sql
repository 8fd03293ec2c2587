select
    run_id,
    platform,
    shop_id,
    export,
    check_name,
    first_day,
    file_id
from {{ source('ledger', 'withheld_exports') }}
