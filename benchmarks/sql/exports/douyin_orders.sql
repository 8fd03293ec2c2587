select
    shop as _shop,
    submitted_at as _opened_at,
    greatest(
        submitted_at, seen(paid_at), seen(cancelled_at), seen(shipped_at), seen(completed_at),
        seen(submitted_at + interval 30 minutes)
    ) as _moved_at,
    parent_id as 主订单编号,
    order_id as 子订单编号,
    product_name(shop, product) as 选购商品,
    '均码;米白' as 商品规格,
    quantity as 商品数量,
    product_number(shop, product) as 商品id,
    'SKU' || product as 商家编码,
    price as 商品单价,
    price * quantity as 订单应付金额,
    0.00 as 运费,
    0.00 as 优惠总金额,
    if(seen(paid_at) is null, '-', one_of(['支付宝', '微信', '银行卡'], draw(buyer, 'payment'))) as 支付方式,
    buyer_name(buyer) as 收件人,
    buyer_phone(buyer) as 收件人手机号,
    province(buyer) as 省,
    city(buyer) as 市,
    '西湖区' as 区,
    '文三路' as 街道,
    address(buyer) as 详细地址,
    if(number % 50 = 0, '请尽快发货，谢谢', '') as 买家留言,
    submitted_at as 订单提交时间,
    seen(completed_at) as 订单完成时间,
    seen(paid_at) as 支付完成时间,
    '抖音' as app渠道,
    one_of(['短视频', '直播', '商品卡', '橱窗'], draw(number, 'traffic')) as 流量来源,
    case
        when seen(cancelled_at) is not null then '已关闭'
        when seen(paid_at) is null
            then if(getvariable('cut') < submitted_at + interval 30 minutes, '待支付', '已关闭')
        when seen(completed_at) is not null then '已完成'
        when seen(shipped_at) is not null then '已发货'
        else '待发货'
    end as 订单状态,
    promised_at as 承诺发货时间,
    case kind
        when 'ordinary' then '普通订单'
        when 'presale' then '预售订单'
        when 'lucky_bag' then '福袋订单'
        when 'gift' then '赠品订单'
        when 'risk' then '风控订单'
        when 'virtual' then '虚拟订单'
        else '电子券订单'
    end as 订单类型,
    coalesce(creator_number(creator), '0') as 达人id,
    if(creator is null, '', '达人' || creator) as 达人昵称,
    if(seen(cancelled_at) is null, '-', '退款成功') as 售后状态,
    scheduled_at as 预约发货时间,
    '一号仓' as 仓库名称,
    seen(shipped_at) as 发货时间
from orders
where is_douyin and submitted_at <= getvariable('cut')
