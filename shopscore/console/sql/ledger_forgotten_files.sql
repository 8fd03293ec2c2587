-- Files that were taken back, newest first.
select file_name, bytes, sha256
from "{landed_files}"
where status = 'forgotten'
order by landed_at desc, file_name asc
