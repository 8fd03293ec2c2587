select
    calibration_id,
    system_id,
    industry,
    indicator_id,
    learned_at,
    from_date,
    to_date,
    days,
    pages,
    mean_absolute_error,
    worst_error,
    is_in_use
from {{ source('ledger', 'calibrations') }}
