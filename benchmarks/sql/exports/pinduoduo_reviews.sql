select
    shop as _shop,
    reviewed_at as _opened_at,
    reviewed_at as _moved_at,
    review_id as 评价id,
    order_id as 订单号,
    product_number(shop, product) as 商品id,
    'b' || buyer as 买家id,
    buyer_name(buyer) as 用户昵称,
    reviewed_at as 评价时间,
    case review_kind when 'first' then '首评' when 'follow_up' then '追评' else '默认评价' end as 评价类型,
    cast(description_stars as integer) as 描述相符评分,
    cast(service_stars as integer) as 服务态度评分,
    cast(logistics_stars as integer) as 物流服务评分,
    content as 评价内容,
    '否' as 是否置顶
from reviews
where not is_douyin and reviewed_at <= getvariable('cut')
