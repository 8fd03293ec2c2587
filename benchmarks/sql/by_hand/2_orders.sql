-- One row a paid order with everything that its indicators ask, its days as dates.
create or replace temp table orders as
with newest as (
    select
        'douyin' as platform, shop_id, order_id, product_id, creator_id, paid_at, promised_ship_at,
        shipped_at, completed_at,
        order_type = '预售订单' or scheduled_ship_at is not null as is_presale,
        order_type in ('福袋订单', '赠品订单', '测试订单', '风控订单') as is_abnormal,
        order_type not in ('虚拟订单', '电子券订单') as is_sent,
        false as is_cancelled
    from house.raw.douyin_orders
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, order_id order by age desc, _file_row desc) = 1
    union all
    select
        'pinduoduo' as platform, shop_id, order_id, product_id, null as creator_id, paid_at, promised_ship_at,
        shipped_at, completed_at,
        coalesce(is_presale, false) as is_presale,
        false as is_abnormal,
        true as is_sent,
        order_status in ('已取消', '未发货，退款成功') as is_cancelled
    from house.raw.pinduoduo_orders
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, order_id order by age desc, _file_row desc) = 1
)

select
    cast(row_number() over () as integer) as order_number,
    newest.*,
    shops.subject as shop,
    creators.subject as creator,
    cast(newest.paid_at as date) as paid_on,
    newest.is_sent and coalesce(products.needs_logistics, true) as needs_shipping
from newest
inner join subjects as shops
    on newest.platform = shops.platform and shops.subject_type = 'shop' and newest.shop_id = shops.subject_id
left join subjects as creators
    on
        newest.platform = creators.platform
        and creators.subject_type = 'creator'
        and newest.creator_id = creators.subject_id
left join (
    from house.raw.reference_products
    qualify row_number() over (partition by platform, shop_id, product_id order by _file_row desc) = 1
) as products
    on
        newest.platform = products.platform
        and newest.shop_id = products.shop_id
        and newest.product_id = products.product_id
where newest.paid_at is not null;

create or replace temp table parcels as
with newest as (
    select shop_id, order_id, shipped_at, picked_up_at, signed_at
    from house.raw.douyin_parcels
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, waybill_no, order_id order by age desc, _file_row desc) = 1
    union all
    select shop_id, order_id, shipped_at, picked_up_at, signed_at
    from house.raw.pinduoduo_parcels
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, waybill_no, order_id order by age desc, _file_row desc) = 1
)

select
    orders.order_number,
    coalesce(cast(least(newest.shipped_at, newest.picked_up_at, newest.signed_at) as date), date '1900-01-01')
        as seen_on,
    newest.shipped_at,
    newest.picked_up_at,
    newest.signed_at
from newest
inner join orders using (shop_id, order_id);

create or replace temp table parcel_sums as
select
    order_number,
    min(shipped_at) as shipped_at,
    min(picked_up_at) as picked_up_at,
    max(signed_at) as signed_at,
    count(*) = count(signed_at) as is_signed,
    min(seen_on) <> max(seen_on) as is_seen_twice
from parcels
group by all;

-- an order is signed for at the last of its parcels; one that turns up later opens it again
create or replace temp table signatures as
with states as (
    select
        order_number,
        seen_on,
        sum(unsigned) over (partition by order_number order by seen_on) as unsigned,
        max(last_signed_at) over (partition by order_number order by seen_on) as signed_at,
        lead(seen_on) over (partition by order_number order by seen_on) as reopened_on
    from (
        select order_number, seen_on, count(*) - count(signed_at) as unsigned, max(signed_at) as last_signed_at
        from parcels
        where
            order_number in (
                select order_number from parcel_sums
                where is_seen_twice
            )
        group by all
    )
)

select order_number, signed_at, cast(null as date) as reopened_on
from parcel_sums
where is_signed and not is_seen_twice
union all
select order_number, signed_at, reopened_on
from states
where unsigned = 0 and (reopened_on is null or cast(signed_at as date) < reopened_on);

create or replace temp table tickets as
with newest as (
    select
        'douyin' as platform,
        shop_id,
        order_id,
        after_sale_type,
        applied_at,
        approved_at,
        return_signed_at,
        refunded_at,
        closed_at, completed_at, reason,
        coalesce(arbitration_status <> '无', false) as is_arbitrated,
        liable_party
    from house.raw.douyin_after_sales
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, after_sale_id order by age desc, _file_row desc) = 1
    union all
    select
        'pinduoduo' as platform,
        shop_id,
        order_id,
        after_sale_type,
        applied_at,
        approved_at,
        return_signed_at,
        refunded_at,
        null as closed_at, completed_at, reason,
        coalesce(is_platform_joined, false) as is_arbitrated,
        null as liable_party
    from house.raw.pinduoduo_after_sales
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, after_sale_id order by age desc, _file_row desc) = 1
)

select
    newest.*,
    shops.subject as shop,
    orders.creator,
    orders.order_number,
    cast(newest.completed_at as date) as completed_on,
    coalesce(orders.is_abnormal, false) as is_abnormal,
    newest.after_sale_type in ('未发货退款', '已发货退款', '未发货仅退款', '已发货仅退款', '仅退款') as is_refund_only,
    coalesce(newest.approved_at, newest.refunded_at, newest.closed_at, newest.completed_at) as answered_at
from newest
inner join subjects as shops
    on newest.platform = shops.platform and shops.subject_type = 'shop' and newest.shop_id = shops.subject_id
left join orders using (shop_id, order_id);

create or replace temp table reviews as
with newest as (
    select
        'douyin' as platform, shop_id, review_id, order_id, null as buyer_hash, reviewed_at,
        description_stars, service_stars, logistics_stars
    from (
        from house.raw.douyin_reviews
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, review_id order by age desc, _file_row desc) = 1
    )
    where review_kind = '首评'
    union all
    select
        'pinduoduo' as platform, shop_id, review_id, order_id, buyer_hash, reviewed_at,
        description_stars, service_stars, logistics_stars
    from (
        from house.raw.pinduoduo_reviews
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, review_id order by age desc, _file_row desc) = 1
    )
    where review_kind = '首评'
),

upheld as (
    select shop_id, review_id, cast(min(answered_at) as date) as withdrawn_on
    from (
        select shop_id, review_id, answered_at, appeal_status from house.raw.douyin_appeals
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, appeal_id order by age desc, _file_row desc) = 1
        union all
        select shop_id, review_id, answered_at, appeal_status from house.raw.pinduoduo_appeals
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, appeal_id order by age desc, _file_row desc) = 1
    )
    where appeal_status = '成功' and answered_at is not null
    group by all
)

select
    newest.*,
    shops.subject as shop,
    cast(newest.reviewed_at as date) as reviewed_on,
    orders.order_number,
    coalesce(orders.is_abnormal, false) as is_abnormal,
    upheld.withdrawn_on,
    row_number() over (
        partition by newest.shop_id, newest.order_id order by newest.reviewed_at, newest.review_id
    ) = 1 as is_first,
    row_number() over (
        partition by newest.shop_id, newest.buyer_hash, date_trunc('month', newest.reviewed_at)
        order by newest.reviewed_at, newest.review_id
    ) as place_of_buyer
from newest
inner join subjects as shops
    on newest.platform = shops.platform and shops.subject_type = 'shop' and newest.shop_id = shops.subject_id
left join orders using (shop_id, order_id)
left join upheld using (shop_id, review_id);
