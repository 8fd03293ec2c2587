select
    switched_at,
    is_on
from {{ source('ledger', 'starter_switches') }}
