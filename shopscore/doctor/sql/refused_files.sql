-- Refused files that the publication knows, newest first.
select file_name, bytes, sha256, reason, reason_zh
from ops.landed_files
where status = 'refused'
order by landed_at desc, file_name asc
