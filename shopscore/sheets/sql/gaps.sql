-- Lists that are not complete: an export is missing, or ends too early.
select
    platform,
    shop_name,
    shop_id,
    list_name,
    state,
    reason as note_en,
    reason_zh as note_zh
from marts.list_status
where
    state <> 'complete'
    and (len($shops) = 0 or list_contains($shops, platform || '/' || shop_id))
order by platform, shop_name, shop_id, list_name
