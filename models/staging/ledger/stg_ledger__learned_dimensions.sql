select
    learned_id,
    system_id,
    rule_version,
    industry,
    dimension_id,
    learned_at,
    from_date,
    to_date,
    days,
    pages,
    mean_absolute_error,
    worst_error,
    is_in_use
from {{ source('ledger', 'learned_dimensions') }}
