select
    calibration_id,
    percentile,
    value
from {{ source('ledger', 'calibration_points') }}
