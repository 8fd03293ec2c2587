-- After-sales tickets: orders cancelled before they were sent, and what comes back.
create or replace table tickets as
with opened as (
    select
        number,
        shop,
        is_douyin,
        order_id,
        parent_id,
        product,
        quantity,
        price,
        care,
        shipped_at,
        case
            when cancelled_at is not null then 'refund_before_shipping'
            when draw(number, 'ticket') < 0.03 then 'refund_only'
            when draw(number, 'ticket') < 0.075 then 'return_refund'
            when draw(number, 'ticket') < 0.082 then 'exchange'
            else 'resend'
        end as kind,
        coalesce(
            cancelled_at - interval 20 minutes,
            after(coalesce(signed_at, shipped_at), 2 + wait(number, 'applying') * 60)
        ) as applied_at
    from orders
    where
        paid_at is not null
        and (cancelled_at is not null or (draw(number, 'ticket') < 0.085 and shipped_at is not null))
),

answered as (
    select
        *,
        draw(number, 'closed') < 0.06 and kind <> 'refund_before_shipping' as is_closed,
        draw(number, 'arbitrated') < 0.08 and kind <> 'refund_before_shipping' as is_arbitrated,
        case
            when kind = 'refund_before_shipping' then applied_at + interval 20 minutes
            when
                draw(number, 'closed') >= 0.06
                then after(applied_at, 0.1 + wait(number, 'approving') * 14 * (0.3 + care))
        end as approved_at
    from opened
),

returned as (
    select
        *,
        case
            when kind in ('return_refund', 'exchange') then after(approved_at, 40 + wait(number, 'returning') * 30)
        end as return_signed_at
    from answered
),

refunded as (
    select
        *,
        case
            when kind in ('refund_before_shipping', 'refund_only') then after(approved_at, 0.01)
            when
                kind = 'return_refund'
                then after(return_signed_at, 0.5 + wait(number, 'refunding') * 16 * (0.3 + care))
        end as refunded_at,
        case when is_closed then after(applied_at, 3 + wait(number, 'closing') * 20) end as closed_at
    from returned
)

select
    *,
    if(is_douyin, '70', '71') || lpad(cast(number as varchar), 17, '0') as after_sale_id,
    case
        when kind = 'refund_before_shipping' then one_of(['多拍 / 错拍 / 不想要', '未按约定时间发货'], draw(number, 'why'))
        else one_of(
            [
                '做工粗糙 / 有瑕疵 / 破损或污渍', '效果与商品描述不符', '包装／商品破损', '少件／漏发', '快递一直未送达',
                '7天无理由退货', '多拍 / 错拍 / 不想要', '7天无理由退货', '大小／尺寸／重量与商品描述不符', '退运费'
            ],
            draw(number, 'why')
        )
    end as reason,
    case
        when is_closed then closed_at
        when kind = 'exchange' then after(return_signed_at, 20 + wait(number, 'sending again') * 20)
        when kind = 'resend' then after(approved_at, 20 + wait(number, 'sending again') * 20)
        else refunded_at + interval 1 minute
    end as completed_at,
    one_of(['商家', '买家', '商家', '双方', '平台'], draw(number, 'liable')) as liable_party
from refunded;
