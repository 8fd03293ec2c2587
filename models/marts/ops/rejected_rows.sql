select
    rejected_rows.file_id,
    landed_files.platform,
    landed_files.shop_id,
    landed_files.export,
    rejected_rows.file_name,
    rejected_rows.line_number,
    rejected_rows.column_name,
    rejected_rows.value,
    rejected_rows.reason,
    rejected_rows.reason_zh
from {{ source('raw', 'rejected_rows') }} as rejected_rows
left join {{ source('log', 'landed_files') }} as landed_files
    on rejected_rows.file_id = landed_files.file_id
