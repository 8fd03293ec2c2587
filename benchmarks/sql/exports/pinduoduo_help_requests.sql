select
    shop as _shop,
    requested_at as _opened_at,
    requested_at as _moved_at,
    help_id as 求助单号,
    order_id as 订单号,
    requested_at as 求助时间,
    channel as 求助渠道,
    classes as 问题分类,
    if(number % 2 = 0, '什么时候能到', '收到的东西不对') as 问题描述,
    is_routine as 是否常规咨询,
    is_malicious as 是否恶意用户,
    buyer_name(buyer) as 买家昵称
from help_requests
where requested_at <= getvariable('cut')
