select
    file_id,
    file_name,
    line_number,
    column_name,
    value,
    reason,
    reason_zh
from {{ source('raw', 'rejected_rows') }}
