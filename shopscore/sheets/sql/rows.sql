-- The rows of a list, a shop after the other, each as its priority says.
select *
from "{table}"
where len($shops) = 0 or list_contains($shops, platform || '/' || shop_id)
order by platform, shop_name, shop_id, priority
