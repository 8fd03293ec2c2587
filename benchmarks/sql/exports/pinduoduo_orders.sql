select
    shop as _shop,
    submitted_at as _opened_at,
    greatest(
        submitted_at, seen(paid_at), seen(cancelled_at), seen(shipped_at), seen(completed_at),
        seen(submitted_at + interval 30 minutes)
    ) as _moved_at,
    product_name(shop, product) as 商品,
    order_id as 订单号,
    case
        when seen(cancelled_at) is not null then '未发货，退款成功'
        when seen(paid_at) is null
            then if(getvariable('cut') < submitted_at + interval 30 minutes, '待支付', '已取消')
        when seen(completed_at) is not null then '已收货'
        when seen(shipped_at) is not null then '已发货，待收货'
        else '待发货'
    end as 订单状态,
    price * quantity as "商品总价(元)",
    0.00 as "店铺优惠折扣(元)",
    0.00 as "平台优惠折扣(元)",
    0.00 as "邮费(元)",
    price * quantity as "用户实付金额(元)",
    price * quantity as "商家实收金额(元)",
    quantity as "商品数量(件)",
    buyer_name(buyer) as 收货人,
    buyer_phone(buyer) as 手机,
    province(buyer) as 省,
    city(buyer) as 市,
    '西湖区' as 区,
    '文三路' as 街道,
    seen(paid_at) as 支付时间,
    promised_at as 承诺发货时间,
    seen(shipped_at) as 发货时间,
    seen(completed_at) as 确认收货时间,
    product_number(shop, product) as 商品id,
    '均码' as 商品规格,
    product as 样式id,
    if(seen(shipped_at) is null, '', waybill) as 快递单号,
    if(seen(shipped_at) is null, '', carrier) as 快递公司,
    if(kind = 'presale', '是', '否') as 是否预售,
    if(seen(cancelled_at) is null, '无售后或售后取消', '退款成功') as 售后状态,
    'b' || buyer as 买家id,
    '' as 商家备注,
    if(number % 50 = 0, '请尽快发货，谢谢', '') as 买家留言
from orders
where not is_douyin and submitted_at <= getvariable('cut')
