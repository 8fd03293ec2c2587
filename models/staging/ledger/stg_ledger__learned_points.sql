select
    learned_id,
    indicator_id,
    value,
    points
from {{ source('ledger', 'learned_points') }}
