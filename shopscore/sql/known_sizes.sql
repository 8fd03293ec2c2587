select
    bytes,
    count(*) as files
from log.landed_files
group by bytes
