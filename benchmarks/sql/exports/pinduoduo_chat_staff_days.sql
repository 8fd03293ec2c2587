select
    shop as _shop,
    day as _opened_at,
    day + interval 1 day as _moved_at,
    'kf' || shop || '_' || agent as 客服账号,
    day as 日期,
    5
    + cast(floor(draw(shop * 10000 + date_diff('day', date '2000-01-01', day), 'sessions') * 60) as integer) as 人工会话量,
    round(20 + draw(shop * 10000 + date_diff('day', date '2000-01-01', day), 'seconds') * 90, 2) as "平均响应时长(秒)",
    round(0.7 + draw(shop * 10000 + date_diff('day', date '2000-01-01', day), 'rate') * 0.3, 4) as "3分钟人工回复率"
from shop_days, range(1, 4) as agents (agent)
where not is_douyin and day < cast(getvariable('cut') as date)
