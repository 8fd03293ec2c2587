insert into log.landed_files by name
select unnest(written.file)
from (
    select unnest(from_json(cast($files as json), '[{
        "file_id": "varchar",
        "platform": "varchar",
        "shop_id": "varchar",
        "export": "varchar",
        "file_name": "varchar",
        "sha256": "varchar",
        "bytes": "bigint",
        "exported_at": "timestamp",
        "exported_at_source": "varchar",
        "landed_at": "timestamp",
        "run_id": "varchar",
        "status": "varchar",
        "reason": "varchar",
        "reason_zh": "varchar",
        "road": "varchar",
        "encoding": "varchar",
        "rows_read": "bigint",
        "rows_landed": "bigint",
        "rows_rejected": "bigint",
        "rows_skipped": "bigint",
        "unknown_columns": "varchar",
        "absent_columns": "varchar",
        "cells_dropped": "bigint",
        "sheets_read": "bigint",
        "sheets_of_notes": "varchar",
        "sheets_of_tables": "varchar",
        "sheets_hidden": "varchar",
        "origin": "varchar"
    }]')) as file
) as written
