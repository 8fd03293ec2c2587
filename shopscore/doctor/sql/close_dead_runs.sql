-- Marks the runs whose process is gone: called only while the refresh's lock is held.
update log.runs set status = 'died', finished_at = $finished_at
where status = 'running'
returning run_id, started_at
