-- A refused file brought nothing; a shop that never sent an export does not use it, and so cannot be late with it.
select
    platform,
    export,
    shop_id,
    max(exported_at) as newest_at
from "{landed_files}"
where
    status = 'landed'
    and shop_id is not null
group by all
order by all
