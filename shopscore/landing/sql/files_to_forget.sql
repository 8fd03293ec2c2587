select
    file_id,
    platform,
    shop_id,
    export,
    file_name,
    sha256,
    status
from log.landed_files
where status in ('landed', 'forgotten') and export is not null
order by exported_at, file_name
