delete from log.landed_files
where file_id in (select unnest(cast($file_ids as varchar[])))
