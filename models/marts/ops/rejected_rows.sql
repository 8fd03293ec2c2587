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
from {{ ref('stg_ledger__rejected_rows') }} as rejected_rows
left join {{ ref('stg_ledger__landed_files') }} as landed_files
    on rejected_rows.file_id = landed_files.file_id
