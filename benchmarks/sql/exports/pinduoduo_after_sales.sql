select
    shop as _shop,
    applied_at as _opened_at,
    greatest(
        applied_at, seen(approved_at), seen(return_signed_at), seen(refunded_at), seen(closed_at), seen(completed_at)
    ) as _moved_at,
    after_sale_id as 售后编号,
    order_id as 订单号,
    product_name(shop, product) as 商品名称,
    price * quantity as "退款金额（元）",
    case kind
        when 'refund_before_shipping' then '未发货仅退款'
        when 'refund_only' then '已发货仅退款'
        when 'return_refund' then '退货退款'
        when 'exchange' then '换货'
        else '补寄'
    end as 售后类型,
    case
        when seen(closed_at) is not null then '售后取消'
        when seen(refunded_at) is not null then '退款成功'
        when seen(completed_at) is not null then if(kind = 'exchange', '换货成功', '补寄成功')
        when seen(approved_at) is null then '待商家处理'
        else '待买家处理'
    end as 售后状态,
    reason as 售后原因,
    applied_at as 申请时间,
    seen(approved_at) as 同意时间,
    seen(return_signed_at) as 退货签收时间,
    seen(refunded_at) as 退款时间,
    seen(completed_at) as 完结时间,
    if(is_arbitrated and seen(completed_at) is not null, '是', '否') as 平台介入
from tickets
where not is_douyin and applied_at <= getvariable('cut')
