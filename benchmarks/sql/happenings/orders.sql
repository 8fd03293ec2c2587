-- Orders in the order of their days, with all that ever happens to each; later than any export too.
create or replace table orders as
with numbered as (
    -- neighbours may stand in one basket: shop, buyer, moment and parcel in common
    select
        number,
        if(draw(number // 2, 'basket') < 0.08, number // 2 * 2, number) as basket
    from range(getvariable('all_orders')) as numbers (number)
),

placed as (
    select
        number,
        basket,
        cast(floor(power(draw(basket, 'shop'), 1.6) * getvariable('shops')) as integer) as shop,
        cast(floor(draw(basket, 'buyer') * getvariable('all_orders') / 5) as bigint) as buyer,
        getvariable('first_day')
        + to_days(cast(basket * getvariable('days') // getvariable('orders') as integer))
        + to_seconds(cast(floor((draw(basket, 'hour') + draw(basket, 'minute')) * 43200) as bigint)) as submitted_at
    from numbered
),

paid as (
    select
        *,
        is_douyin(shop) as is_douyin,
        0.4 + 1.4 * draw(shop, 'pace') as pace,
        draw(shop, 'care') as care,
        cast(floor(power(draw(number, 'product'), 2) * 20) as integer) as product,
        1 + cast(floor(power(draw(number, 'quantity'), 3) * 3) as integer) as quantity,
        case
            when is_douyin(shop) and draw(basket, 'creator') < 0.3
                then cast(floor(power(draw(basket, 'which creator'), 1.5) * getvariable('creators')) as integer)
        end as creator,
        case
            when draw(number, 'kind') < 0.93 then 'ordinary'
            when draw(number, 'kind') < 0.96 then 'presale'
            when not is_douyin(shop) then 'ordinary'
            when draw(number, 'kind') < 0.97 then 'lucky_bag'
            when draw(number, 'kind') < 0.977 then 'gift'
            when draw(number, 'kind') < 0.98 then 'risk'
            when draw(number, 'kind') < 0.99 then 'virtual'
            else 'coupon'
        end as kind,
        case
            when draw(basket, 'paid') < 0.97
                then submitted_at + to_seconds(cast(least(1700, 10 + wait(basket, 'paying') * 120) as bigint))
        end as paid_at
    from placed
),

shipped as (
    select
        *,
        kind not in ('virtual', 'coupon') as is_sent,
        case
            when kind = 'presale' then cast(cast(paid_at as date) + 7 as timestamp)
        end as scheduled_at,
        case
            when draw(number, 'cancelled') < 0.02 and kind not in ('virtual', 'coupon')
                then after(paid_at, 0.2 + wait(number, 'cancelling') * 4)
        end as cancelled_at
    from paid
),

picked_up as (
    select
        *,
        case
            when is_sent and cancelled_at is null
                then after(coalesce(scheduled_at, paid_at), 0.5 + wait(basket, 'shipping') * 10 * pace)
        end as shipped_at
    from shipped
),

signed as (
    select
        *,
        -- real exports hold times in the wrong order
        case
            when draw(basket, 'clock') < 0.005 and shipped_at is not null then paid_at - interval 2 hours
            else after(shipped_at, 0.3 + wait(basket, 'pickup') * 7 * pace)
        end as picked_up_at,
        case
            when draw(basket, 'lost') >= 0.007 then after(shipped_at, 24 + wait(basket, 'delivery') * 40 * pace)
        end as signed_at
    from picked_up
)

select
    number,
    basket,
    shop,
    buyer,
    is_douyin,
    care,
    product,
    quantity,
    creator,
    kind,
    is_sent,
    if(
        is_douyin,
        cast(6910000000000000000 + number as varchar),
        strftime(submitted_at, '%y%m%d') || '-' || (100000000000000 + number)
    ) as order_id,
    cast(6900000000000000000 + basket as varchar) as parent_id,
    'YT' || (7000000000000 + basket) as waybill,
    one_of(['圆通速递', '中通快递', '韵达快递', '顺丰速运', '极兔速递'], draw(shop + basket % 3, 'carrier')) as carrier,
    cast(19.9 + floor(draw(shop * 1000 + product, 'price') * 180) as decimal(18, 2)) as price,
    submitted_at,
    paid_at,
    scheduled_at,
    coalesce(scheduled_at, paid_at) + interval 48 hours as promised_at,
    cancelled_at,
    shipped_at,
    picked_up_at,
    signed_at,
    case
        when is_sent then after(signed_at, 24 + draw(number, 'confirming') * 240)
        else after(paid_at, 1 + draw(number, 'confirming') * 24)
    end as completed_at
from signed;
