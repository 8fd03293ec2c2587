-- Value and points of an indicator on the pages of shops. Points that small shops get for few cases say nothing of a
-- limit, and the page does not say which of the two they are.
select
    cells.system_id,
    cells.rule_version,
    cells.item,
    cells.shop_id,
    cells.page_date,
    cells.value,
    cells.points
from insights.int_shop_page_cells as cells
left join rules.small_shop_points as small_shops
    on
        cells.system_id = small_shops.system_id
        and cells.rule_version = small_shops.rule_version
        and cells.item = small_shops.indicator_id
        and cells.points = small_shops.points
where
    cells.item_kind = 'indicator'
    and cells.value is not null
    and cells.points is not null
    and small_shops.indicator_id is null
order by cells.page_date, cells.shop_id
