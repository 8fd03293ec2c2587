-- First reviews, default ones of who wrote none, and follow-ups; in the order of their orders.
create or replace table reviews as
with received as (
    select
        *,
        coalesce(signed_at, case when not is_sent then completed_at end) as received_at
    from orders
    where draw(number, 'review') < 0.45
),

first_reviews as (
    select
        number,
        shop,
        buyer,
        is_douyin,
        order_id,
        product,
        if(draw(number, 'review') < 0.34, 'first', 'default') as review_kind,
        if(
            draw(number, 'review') < 0.34,
            after(received_at, 1 + wait(number, 'writing') * 60),
            received_at + interval 15 days
        ) as reviewed_at,
        draw(number, 'stars') < 0.015 + 0.09 * care as is_bad
    from received
    where received_at is not null
),

all_reviews as (
    select
        number * 2 as review_number,
        * exclude (number)
    from first_reviews
    union all
    select
        number * 2 + 1 as review_number,
        * exclude (number) replace (
            'follow_up' as review_kind,
            after(reviewed_at, 48 + wait(number, 'following up') * 200) as reviewed_at
        )
    from first_reviews
    where review_kind = 'first' and draw(number, 'follow up') < 0.08
)

select
    review_number,
    shop,
    buyer,
    is_douyin,
    order_id,
    product,
    review_kind,
    reviewed_at,
    is_bad,
    if(is_douyin, '72', '73') || lpad(cast(review_number as varchar), 17, '0') as review_id,
    case
        when review_kind = 'first'
            then
                if(
                    is_bad,
                    1 + floor(draw(review_number, 'goods') * 2),
                    3 + floor(sqrt(draw(review_number, 'goods')) * 3)
                )
    end as description_stars,
    case
        when review_kind = 'first'
            then
                if(is_bad, 1 + floor(draw(review_number, 'desk') * 5), 3 + floor(sqrt(draw(review_number, 'desk')) * 3))
    end as service_stars,
    case when review_kind = 'first' then 2 + floor(sqrt(draw(review_number, 'courier')) * 4) end as logistics_stars,
    case
        when review_kind = 'default' then '此用户没有填写评价。'
        when is_bad
            then one_of(
                [
                    '质量太差，用了就坏', '和图片不一样，颜色发黄', '收到就是破损的', '线头很多，做工粗糙', '客服不理人，等了三天',
                    '物流太慢了，包装也压坏了', '味道不对，像是过期的'
                ],
                draw(review_number, 'words')
            )
        else
            one_of(
                [
                    '质量很好，家里人都喜欢', '发货快，包装严实', '第二次买了，一如既往', '颜色很正，尺码合适', '客服耐心，推荐',
                    '性价比高', '还可以，和描述一致', '很满意的一次购物，会再来'
                ],
                draw(review_number, 'words')
            )
    end
    || case
        when review_kind <> 'default' and draw(review_number, 'contact') < 0.004 then '，加微信 wx_1990000 联系'
        when review_kind <> 'default' and draw(review_number, 'more') < 0.4 then '，用了一段时间再来说说'
        else ''
    end as content
from all_reviews;
