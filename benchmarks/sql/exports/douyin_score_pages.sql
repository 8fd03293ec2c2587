-- Copied by hand once a week; the figures are anybody's.
select
    shop as _shop,
    day as _opened_at,
    day + interval 1 day as _moved_at,
    day as 日期,
    item as 项目,
    round(4.2 + draw(shop * 10000 + date_diff('day', date '2000-01-01', day), item) * 0.8, 2) as 分值,
    round(4.5 + draw(date_diff('day', date '2000-01-01', day), item) * 0.3, 2) as 同行均值
from shop_days, unnest(['描述相符', '服务态度', '物流服务']) as items (item)
where is_douyin and day < cast(getvariable('cut') as date) and date_diff('day', date '2000-01-02', day) % 7 = 0
