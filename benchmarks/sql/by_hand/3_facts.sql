-- What each subject's counted cases add to its indicators, by cohort day and by the day it was known. Amounts are in
-- billionths, so that whole numbers are added.
create or replace temp table facts (
    subject integer, indicator_id varchar, cohort_date date, known_date date, numerator hugeint, denominator hugeint
);

create or replace macro hours(seconds) as cast(round(seconds / 3600 * 1000000000) as bigint);

-- orders by their pay day
insert into facts
with counted as (
    select shop as subject, platform, 'shop' as subject_type, paid_on from orders
    where not is_abnormal
    union all
    select creator as subject, platform, 'creator' as subject_type, paid_on from orders
    where not is_abnormal and creator is not null
),

paid_days as (
    select subject, platform, subject_type, paid_on, count(*) as paid_orders from counted
    group by all
)

select
    paid_days.subject,
    windows.indicator_id,
    paid_days.paid_on as cohort_date,
    paid_days.paid_on as known_date,
    if(windows.indicator_id = 'valid_orders', paid_days.paid_orders * 1000000000, 0) as numerator,
    paid_days.paid_orders as denominator
from paid_days
inner join (
    select distinct platform, subject_type, indicator_id from windows
    where
        indicator_id in ('valid_orders', 'quality_return_rate', 'complaint_rate', 'platform_help_rate')
        or indicator_id like 'help_rate%'
) as windows using (platform, subject_type);

-- what happened to them: a refund for quality, a complaint, a request for help; an order counts once
create or replace temp table met as
with quality_refunds as (
    select
        tickets.order_number, 'quality_return_rate' as indicator_id,
        cast(min(tickets.refunded_at) as date) as met_on
    from tickets
    inner join reasons
        on
            tickets.platform = reasons.platform
            and replace(replace(tickets.reason, ' ', ''), '／', '/') = reasons.reason
    where (tickets.is_refund_only or tickets.after_sale_type = '退货退款') and tickets.refunded_at is not null
    group by all
),

complaints as (
    select orders.order_number, 'complaint_rate' as indicator_id, cast(min(complaints.complained_at) as date) as met_on
    from (
        from house.raw.douyin_complaints
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, complaint_id order by age desc, _file_row desc) = 1
    ) as complaints
    inner join orders using (shop_id, order_id)
    where complaints.complaint_type = '店铺问题' and complaints.complaint_status <> '已撤销'
    group by all
),

requests as (
    select orders.order_number, requests.requested_at, requests.channel, requests.classes
    from (
        from house.raw.pinduoduo_help_requests
        inner join files on _file_id = file_id
        qualify row_number() over (partition by shop_id, help_id order by age desc, _file_row desc) = 1
    ) as requests
    inner join orders using (shop_id, order_id)
    where not coalesce(requests.is_routine, false) and not coalesce(requests.is_malicious, false)
),

requests_in_rates as (
    select
        order_number, requested_at, 'help_rate_' || unnest(list_transform(
            string_split(classes, '|'),
            lambda word: case word
                when '发货' then 'shipping' when '物流' then 'logistics' when '商品' then 'product' else 'basic_service'
            end
        )) as indicator_id
    from requests
    union all
    select order_number, requested_at, 'help_rate' as indicator_id from requests
    union all
    select order_number, requested_at, 'platform_help_rate' as indicator_id from requests
    where channel in ('平台介入售后', '平台在线客服', '平台热线', '投诉')
)

select order_number, indicator_id, met_on from quality_refunds
union all
select order_number, indicator_id, met_on from complaints
union all
select order_number, indicator_id, cast(min(requested_at) as date) as met_on from requests_in_rates
group by all;

-- an order that is received, and whether its first review is negative
create or replace temp table received as
with arrivals as (
    select
        orders.order_number, orders.shop, orders.creator, orders.paid_on,
        cast(signatures.signed_at as date) as received_on, signatures.reopened_on
    from orders
    inner join signatures using (order_number)
    where orders.needs_shipping and not orders.is_abnormal and orders.platform = 'douyin'
    union all
    select order_number, shop, creator, paid_on, cast(completed_at as date) as received_on, null as reopened_on
    from orders
    where not needs_shipping and not is_abnormal and completed_at is not null and platform = 'douyin'
)

select
    arrivals.shop,
    arrivals.creator,
    arrivals.received_on as cohort_date,
    greatest(arrivals.received_on, arrivals.paid_on) as known_date,
    if(reviews.description_stars <= 2, greatest(arrivals.received_on, arrivals.paid_on, reviews.reviewed_on), null)
        as negative_on,
    arrivals.reopened_on,
    reviews.withdrawn_on
from arrivals
left join reviews on arrivals.order_number = reviews.order_number and reviews.is_first;

-- pickups, with the hours that are exempted taken off the wait
create or replace temp table pickups as
select
    orders.shop,
    orders.creator,
    cast(parcel_sums.picked_up_at as date) as picked_up_on,
    greatest(epoch(parcel_sums.picked_up_at - orders.paid_at) - coalesce(shifts.shift_hours, 0) * 3600, 0)
    / 3600 as waited
from orders
inner join parcel_sums using (order_number)
left join shifts on orders.platform = shifts.platform and orders.paid_on = shifts.paid_on
where
    not orders.is_abnormal and not orders.is_presale and orders.needs_shipping
    and orders.platform = 'douyin'
    and parcel_sums.picked_up_at >= orders.paid_at;

create or replace temp table deliveries as
select
    orders.shop,
    orders.creator,
    cast(signatures.signed_at as date) as cohort_date,
    greatest(
        cast(signatures.signed_at as date), orders.paid_on, cast(parcel_sums.picked_up_at as date)
    ) as known_date,
    signatures.reopened_on,
    hours(epoch(signatures.signed_at - parcel_sums.picked_up_at)) as numerator
from orders
inner join signatures using (order_number)
inner join parcel_sums using (order_number)
where
    not orders.is_abnormal and orders.platform = 'douyin' and signatures.signed_at >= parcel_sums.picked_up_at;

-- Pinduoduo's shipping
create or replace temp table shippings as
with refunds as (
    select order_number, cast(min(refunded_at) as date) as refunded_on, min(refunded_at) as refunded_at
    from tickets
    where after_sale_type not in ('补寄', '价保', '维修')
    group by all
),

limits as (
    select
        orders.shop, orders.paid_on, orders.paid_at, orders.is_cancelled,
        coalesce(orders.shipped_at, parcel_sums.shipped_at) as shipped_at,
        greatest(orders.paid_at + interval 48 hours, orders.promised_ship_at) as ship_limit,
        refunds.refunded_at
    from orders
    left join parcel_sums using (order_number)
    left join refunds using (order_number)
    where orders.platform = 'pinduoduo' and orders.needs_shipping
),

judged as (
    select
        shop, paid_on, paid_at, shipped_at, is_cancelled,
        greatest(cast(least(shipped_at, ship_limit) as date), paid_on) as known_date,
        if(shipped_at is null or refunded_at < shipped_at, cast(refunded_at as date), null) as refunded_on,
        coalesce(shipped_at <= ship_limit, false) as is_in_time
    from limits
)

select
    shop,
    paid_on as cohort_date,
    known_date,
    if(refunded_on > known_date, refunded_on, null) as withdrawn_on,
    is_in_time
from judged
where
    not coalesce(refunded_on <= known_date, false)
    and not (is_cancelled and shipped_at is null and refunded_on is null)
    and not coalesce(shipped_at < paid_at, false);

create or replace temp table sessions as
with newest as (
    select 'douyin' as platform, shop_id, creator_id, started_at, handed_to_human_at, first_human_reply_at
    from house.raw.douyin_chats
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, session_id order by age desc, _file_row desc) = 1
    union all
    select 'pinduoduo' as platform, shop_id, creator_id, started_at, handed_to_human_at, first_human_reply_at
    from house.raw.pinduoduo_chats
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, session_id order by age desc, _file_row desc) = 1
)

select
    newest.*,
    cast(newest.started_at as date) as started_on,
    shops.subject as shop,
    creators.subject as creator
from newest
inner join subjects as shops
    on newest.platform = shops.platform and shops.subject_type = 'shop' and newest.shop_id = shops.subject_id
left join subjects as creators
    on
        newest.platform = creators.platform
        and creators.subject_type = 'creator'
        and newest.creator_id = creators.subject_id;

create or replace temp table staff_days as
with newest as (
    select 'douyin' as platform, shop_id, agent_id, day, sessions, reply_3min_rate
    from house.raw.douyin_chat_staff_days
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, day, agent_id order by age desc, _file_row desc) = 1
    union all
    select 'pinduoduo' as platform, shop_id, agent_id, day, sessions, reply_3min_rate
    from house.raw.pinduoduo_chat_staff_days
    inner join files on _file_id = file_id
    qualify row_number() over (partition by shop_id, day, agent_id order by age desc, _file_row desc) = 1
)

select
    shops.subject as shop,
    newest.day,
    sum(newest.sessions) as sessions,
    sum(cast(round(cast(newest.reply_3min_rate as decimal(18, 9)) * newest.sessions) as bigint)) as in_time
from newest
inner join subjects as shops
    on newest.platform = shops.platform and shops.subject_type = 'shop' and newest.shop_id = shops.subject_id
anti join (select distinct shop, started_on as day from sessions) as told
    on shops.subject = told.shop and newest.day = told.day
where newest.sessions > 0 and newest.reply_3min_rate is not null
group by all;

-- everything else, a row an amount; for the shop and for the creator
insert into facts
with amounts as (
    select
        orders.shop, orders.creator, met.indicator_id, orders.paid_on as cohort_date,
        greatest(orders.paid_on, met.met_on) as known_date, 1000000000 as numerator, 0 as denominator
    from met
    inner join orders using (order_number)
    where not orders.is_abnormal
    union all
    select shop, creator, 'negative_review_rate', cohort_date, known_date, 0, 1 from received
    union all
    select shop, creator, 'negative_review_rate', cohort_date, negative_on, 1000000000, 0 from received
    where negative_on is not null
    union all
    select shop, creator, 'negative_review_rate', cohort_date, greatest(reopened_on, known_date), 0, -1 from received
    where reopened_on is not null
    union all
    select
        shop, creator, 'negative_review_rate', cohort_date,
        greatest(least(reopened_on, withdrawn_on), negative_on), -1000000000, 0
    from received
    where negative_on is not null and coalesce(reopened_on, withdrawn_on) is not null
    union all
    select
        pickups.shop, pickups.creator, buckets.indicator_id, pickups.picked_up_on, pickups.picked_up_on,
        case
            when buckets.indicator_id = 'pickup_timeliness'
                then
                    case
                        when waited < 24 then 1000000000 when waited < 36 then 500000000 when
                            waited < 48
                            then 250000000
                        else 0
                    end
            when waited >= buckets.from_hours and waited < buckets.below_hours then 1000000000
            else 0
        end,
        1
    from pickups
    cross join (
        values ('pickup_timeliness', 0, 0), ('pickup_within_24h', 0, 24), ('pickup_within_24_36h', 24, 36),
        ('pickup_within_36_48h', 36, 48)
    ) as buckets (indicator_id, from_hours, below_hours)
    union all
    select shop, creator, 'delivery_hours', cohort_date, known_date, numerator, 1 from deliveries
    union all
    select shop, creator, 'delivery_hours', cohort_date, greatest(reopened_on, known_date), -numerator, -1
    from deliveries
    where reopened_on is not null
    union all
    select shop, null, 'ship_within_48h_rate', cohort_date, known_date, if(is_in_time, 1000000000, 0), 1 from shippings
    union all
    select shop, null, 'ship_within_48h_rate', cohort_date, withdrawn_on, if(is_in_time, -1000000000, 0), -1
    from shippings
    where withdrawn_on is not null
    union all
    select
        shop, creator, 'dispute_liability_rate', completed_on, completed_on,
        if(is_arbitrated and liable_party = '商家', 1000000000, 0), 1
    from tickets
    where platform = 'douyin' and completed_on is not null and not is_abnormal
    union all
    select
        shop, creator, 'refund_only_handling_hours', completed_on, greatest(completed_on, cast(answered_at as date)),
        hours(epoch(answered_at - applied_at)), 1
    from tickets
    where
        platform = 'douyin' and is_refund_only and completed_on is not null and not is_abnormal and not is_arbitrated
        and answered_at >= applied_at
    union all
    select
        shop, creator, 'return_refund_handling_hours', completed_on,
        cast(greatest(
            completed_at, answered_at, if(settled_at is null, null, return_signed_at),
            if(return_signed_at is null, null, settled_at)
        ) as date),
        hours(epoch(answered_at - applied_at) + coalesce(epoch(settled_at - return_signed_at), 0)), 1
    from (
        select *, if(after_sale_type = '换货', completed_at, refunded_at) as settled_at from tickets
        where
            platform = 'douyin' and after_sale_type in ('退货退款', '换货') and completed_on is not null
            and not is_abnormal and not is_arbitrated
    )
    where answered_at >= applied_at and coalesce(settled_at >= return_signed_at, true)
    union all
    select shop, creator, 'im_reply_3min_rate', started_on, cast(greatest(started_at, handed_to_human_at) as date), 0, 1
    from sessions
    where
        hour(started_at) between 8 and 22 and handed_to_human_at is not null
        and coalesce(first_human_reply_at >= handed_to_human_at, true)
    union all
    select
        shop, creator, 'im_reply_3min_rate', started_on,
        cast(greatest(started_at, handed_to_human_at, first_human_reply_at) as date), 1000000000, 0
    from sessions
    where
        hour(started_at) between 8 and 22
        and epoch(first_human_reply_at - handed_to_human_at) between 0 and 180
    union all
    select shop, null, 'im_reply_3min_rate', day, day, in_time * 1000000000, sessions from staff_days
    union all
    select
        reviews.shop, null, 'dsr_' || stars.item, reviews.reviewed_on, unnest(
            if(
                reviews.withdrawn_on is null, [reviews.reviewed_on],
                [reviews.reviewed_on, greatest(reviews.withdrawn_on, reviews.reviewed_on)]
            )
        ),
        stars.given * 1000000000 * unnest(if(reviews.withdrawn_on is null, [1], [1, -1])),
        unnest(if(reviews.withdrawn_on is null, [1], [1, -1]))
    from reviews
    cross join
        lateral (
            select
                unnest(['description', 'service', 'logistics']) as item,
                unnest([description_stars, service_stars, logistics_stars]) as given
        ) as stars
    where
        stars.given is not null and not reviews.is_abnormal
        and if(reviews.platform = 'douyin', reviews.is_first, reviews.place_of_buyer <= 3)
)

select
    subject,
    indicator_id,
    cohort_date,
    known_date,
    sum(numerator) as numerator,
    sum(denominator) as denominator
from (
    select shop as subject, * exclude (shop, creator) from amounts
    union all
    select creator as subject, * exclude (shop, creator) from amounts
    where creator is not null
)
where known_date < getvariable('as_of')
group by all;
