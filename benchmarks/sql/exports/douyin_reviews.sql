select
    shop as _shop,
    reviewed_at as _opened_at,
    reviewed_at as _moved_at,
    review_id as 评价id,
    order_id as 子订单编号,
    product_number(shop, product) as 商品id,
    case review_kind when 'first' then '首评' when 'follow_up' then '追评' else '默认评价' end as 评价类型,
    reviewed_at as 评价时间,
    cast(description_stars as integer) as 商品评分,
    cast(service_stars as integer) as 服务评分,
    cast(logistics_stars as integer) as 物流评分,
    content as 评价内容,
    buyer_name(buyer) as 买家昵称,
    '否' as 是否精选,
    '未回复' as 商家回复状态
from reviews
where is_douyin and reviewed_at <= getvariable('cut')
