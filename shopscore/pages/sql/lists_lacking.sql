-- Lists that lack an export, so that what is not on them may still be there to do.
select lists.platform, lists.shop_id, shops.shop_name, lists.list_name, lists.state, lists.reason, lists.reason_zh
from marts.list_status as lists
inner join temp.visible_shops as shops using (platform, shop_id)
where lists.state <> 'complete'
order by lists.platform, lists.shop_id, lists.list_name
