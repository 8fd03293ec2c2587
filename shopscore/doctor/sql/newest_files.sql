-- When the newest file of each shop and export was exported.
select platform, shop_id, export, max(exported_at) as newest_at
from ops.landed_files
where status = 'landed' and shop_id is not null
group by all
