-- Refused files, newest first. All columns: a ledger of an older version lacks some.
select *
from "{landed_files}"
where status = 'refused'
order by landed_at desc, file_name asc
