select
    shop as _shop,
    complained_at as _opened_at,
    greatest(complained_at, seen(complained_at + interval 24 hours), seen(withdrawn_at)) as _moved_at,
    complaint_id as 投诉单号,
    order_id as 子订单编号,
    complaint_type as 投诉类型,
    complained_at as 投诉时间,
    case
        when seen(withdrawn_at) is not null then '已撤销'
        when seen(complained_at + interval 24 hours) is not null then '已完结'
        else '处理中'
    end as 投诉状态,
    buyer_name(buyer) as 投诉人,
    buyer_phone(buyer) as 投诉人手机号,
    '商家不处理，一直拖' as 投诉内容
from complaints
where complained_at <= getvariable('cut')
