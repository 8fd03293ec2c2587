-- Files that were refused whole, newest first, and why.
select files.platform, files.shop_id, files.export, files.file_name, files.landed_at, files.reason, files.reason_zh
from ops.landed_files as files
where
    files.status = 'refused'
    and (
        $sees_all
        or exists (
            from temp.visible_shops as shops
            where shops.platform = files.platform and shops.shop_id = files.shop_id
        )
    )
    and ($platform is null or files.platform = $platform) and ($shop_id is null or files.shop_id = $shop_id)
order by files.landed_at desc, files.file_name asc
