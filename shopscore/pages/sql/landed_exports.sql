-- What landed of each export of the reader's shops: newest file, rows, and rows that could not be read; the reference
-- tables and bulk files, which are of several shops, only for whoever sees all.
select
    files.platform, files.export, count(distinct files.shop_id) as shops, count(*) as files,
    max(files.exported_at) as newest, sum(files.rows_landed) as rows_landed, sum(files.rows_rejected) as rows_rejected
from ops.landed_files as files
where
    files.status = 'landed'
    and (
        $sees_all
        or exists (
            from temp.visible_shops as shops
            where shops.platform = files.platform and shops.shop_id = files.shop_id
        )
    )
    and ($platform is null or files.platform = $platform) and ($shop_id is null or files.shop_id = $shop_id)
group by files.platform, files.export
order by files.platform = 'reference', files.platform, files.export
