-- Some orders go in two parcels; the second one is picked up and signed for later.
with parcels as (
    select * from orders
    union all
    select
        * replace (
            'YT9' || substr(waybill, 4) as waybill,
            after(picked_up_at, 3) as picked_up_at,
            after(signed_at, 12) as signed_at
        )
    from orders
    where draw(number, 'two parcels') < 0.02
)

select
    shop as _shop,
    submitted_at as _opened_at,
    greatest(shipped_at, seen(picked_up_at), seen(signed_at)) as _moved_at,
    waybill as 快递单号,
    carrier as 快递公司,
    order_id as 订单号,
    buyer_name(buyer) as 收货人,
    buyer_phone(buyer) as 手机,
    address(buyer) as 收货地址,
    shipped_at as 发货时间,
    seen(picked_up_at) as 揽收时间,
    seen(signed_at) as 签收时间,
    greatest(shipped_at, seen(picked_up_at), seen(signed_at)) as 最新物流时间,
    case
        when seen(signed_at) is not null then '已签收，签收人：本人'
        when seen(picked_up_at) is not null then '快件已到达【转运中心】'
        else '等待揽收'
    end as 最新物流状态
from parcels
where not is_douyin and shipped_at <= getvariable('cut')
