-- Chats, complaints, requests for help and appeals.
create or replace table sessions as
with begun as (
    select
        number,
        shop,
        buyer,
        is_douyin,
        creator,
        care,
        if(is_douyin, '80', '81') || lpad(cast(number as varchar), 17, '0') as session_id,
        after(submitted_at, wait(number, 'asking') * 20) as started_at
    from orders
    where draw(number, 'session') < 0.25
),

handed_over as (
    select
        *,
        case
            when draw(number, 'bot') < 0.8
                then started_at + to_seconds(cast(floor(draw(number, 'handing over') * 60) as bigint))
        end as handed_over_at
    from begun
),

answered as (
    select
        *,
        case
            when draw(number, 'answered') < 0.95
                then handed_over_at + to_seconds(cast(floor(wait(number, 'answering') * 130 * (0.2 + care)) as bigint))
        end as replied_at
    from handed_over
)

select
    *,
    case when replied_at is not null then 'kf' || shop || '_' || (1 + number % 3) end as agent_id,
    coalesce(replied_at, handed_over_at, started_at)
    + to_seconds(cast(30 + floor(draw(number, 'talking') * 1200) as bigint)) as ended_at
from answered;

create or replace table complaints as
select
    *,
    if(draw(number, 'withdrawn') < 0.1, after(complained_at, 30), null) as withdrawn_at
from (
    select
        number,
        shop,
        buyer,
        order_id,
        '74' || lpad(cast(number as varchar), 17, '0') as complaint_id,
        one_of(['店铺问题', '店铺问题', '店铺问题', '物流问题'], draw(number, 'about')) as complaint_type,
        after(paid_at, 20 + wait(number, 'complaining') * 90) as complained_at
    from orders
    where is_douyin and paid_at is not null and draw(number, 'complaint') < 0.004 + 0.015 * care
);

create or replace table help_requests as
select
    number,
    shop,
    buyer,
    order_id,
    '75' || lpad(cast(number as varchar), 17, '0') as help_id,
    after(paid_at, 1 + wait(number, 'asking for help') * 60) as requested_at,
    one_of(['商家聊天', '商家聊天', '售后', '平台介入售后', '平台在线客服', '平台热线', '投诉'], draw(number, 'channel')) as channel,
    one_of(['发货', '物流', '物流', '商品', '商品|物流', '基础服务'], draw(number, 'problem')) as classes,
    if(draw(number, 'routine') < 0.15, '是', '否') as is_routine,
    if(draw(number, 'malicious') < 0.02, '是', '否') as is_malicious
from orders
where not is_douyin and paid_at is not null and draw(number, 'help') < 0.02 + 0.08 * care;

create or replace table appeals as
select
    *,
    after(appealed_at, 24 + draw(review_number, 'answering') * 96) as answered_at,
    draw(review_number, 'upheld') < 0.4 as is_upheld
from (
    select
        review_number,
        shop,
        is_douyin,
        order_id,
        review_id,
        if(is_douyin, '76', '77') || lpad(cast(review_number as varchar), 17, '0') as appeal_id,
        one_of(['与事实不符', '广告引流', '辱骂攻击', '敲诈勒索'], draw(review_number, 'ground')) as ground,
        after(reviewed_at, 1 + wait(review_number, 'appealing') * 80) as appealed_at
    from reviews
    where review_kind = 'first' and is_bad and draw(review_number, 'appeal') < 0.5
);

create or replace table shop_days as
select
    shop,
    is_douyin(shop) as is_douyin,
    cast(getvariable('first_day') as date) + cast(day as integer) as day
from range(getvariable('all_days')) as days (day), range(getvariable('shops')) as shops (shop);
