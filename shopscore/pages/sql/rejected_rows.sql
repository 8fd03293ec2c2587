-- Rows of the reader's shops that could not be read, by what was wrong with them.
select
    rejected.platform, rejected.shop_id, rejected.shop_name, rejected.export, rejected.column_name, rejected.reason,
    rejected.reason_zh, count(*) as row_count
from ops.rejected_rows as rejected
inner join temp.visible_shops using (platform, shop_id)
where
    ($platform is null or rejected.platform = $platform) and ($shop_id is null or rejected.shop_id = $shop_id)
group by all
order by row_count desc, rejected.platform asc, rejected.shop_id asc, rejected.export asc, rejected.column_name asc
