-- What landed of each export, over all shops and files.
select
    platform, export,
    count(*) filter (where status = 'landed') as files_landed,
    count(*) filter (where status = 'refused') as files_refused,
    coalesce(sum(rows_landed), 0)::bigint as rows_landed,
    coalesce(sum(rows_rejected), 0)::bigint as rows_rejected,
    max(landed_at) filter (where status = 'landed') as newest_landing,
    max(exported_at) filter (where status = 'landed') as newest_export
from "{landed_files}"
group by all
order by all
