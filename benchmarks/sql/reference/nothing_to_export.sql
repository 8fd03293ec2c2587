-- Whoever has no file of an export had nothing to export, so no indicator is missing for a lack of files.
select
    if(is_douyin(shop), 'douyin', 'pinduoduo') as platform,
    shop_number(shop) as shop_id,
    export,
    date '2000-01-01' as "from"
from range(getvariable('shops')) as shops (shop)
cross join
    unnest(
        ['orders', 'parcels', 'reviews', 'after_sales', 'complaints', 'help_requests', 'chats', 'appeals']
    ) as exports (export)
where export <> if(is_douyin(shop), 'help_requests', 'complaints')
