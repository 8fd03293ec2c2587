select
    shop as _shop,
    applied_at as _opened_at,
    greatest(
        applied_at, seen(approved_at), seen(return_signed_at), seen(refunded_at), seen(closed_at), seen(completed_at)
    ) as _moved_at,
    after_sale_id as 售后单号,
    parent_id as 订单号,
    order_id as 商品单号,
    product_name(shop, product) as 商品名称,
    product_number(shop, product) as 商品id,
    quantity as 购买数量,
    price * quantity as "应付金额（元）",
    case kind
        when 'refund_before_shipping' then '未发货退款'
        when 'refund_only' then '已发货退款'
        when 'return_refund' then '退货退款'
        when 'exchange' then '换货'
        else '补寄'
    end as 售后类型,
    case
        when seen(closed_at) is not null then '售后关闭'
        when seen(refunded_at) is not null then '退款成功'
        when seen(completed_at) is not null then if(kind = 'exchange', '换货成功', '补寄成功')
        when seen(approved_at) is null then '待商家处理'
        when kind = 'resend' then '待商家发货'
        else '待买家退货'
    end as 售后状态,
    applied_at as 售后申请时间,
    reason as 售后原因,
    if(number % 3 = 0, '麻烦尽快处理', '') as 用户售后说明,
    seen(approved_at) as 同意售后申请时间,
    seen(return_signed_at) as 退货签收时间,
    seen(refunded_at) as 商家退款时间,
    seen(closed_at) as 售后关闭时间,
    seen(completed_at) as 售后完结时间,
    if(is_arbitrated and seen(completed_at) is not null, '平台介入', '无') as 仲裁状态,
    if(is_arbitrated and seen(completed_at) is not null, liable_party, '') as 纠纷责任方,
    '否' as 是否极速退款,
    applied_at + interval 48 hours as 自动处理截止时间
from tickets
where is_douyin and applied_at <= getvariable('cut')
