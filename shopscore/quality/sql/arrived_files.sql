-- Files that no publication has seen: those of every run that began after the last published one, and those whose shop
-- is withheld for them until they pass.
select files.*
from log.landed_files as files
left join log.runs as runs on files.run_id = runs.run_id
where
    files.platform = $platform
    and files.export = $export
    and (
        coalesce(runs.started_at > (
            select max(published.started_at) from log.runs as published
            where published.status = 'published'
        ), true)
        or files.file_id in (select withheld.file_id from log.withheld_exports as withheld)
    )
