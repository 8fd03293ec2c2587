{#
    REVIEWS TO APPEAL  可申诉评价
    The bad reviews of each shop that can still be appealed at cutoff, those that cost most first: the ground where the
    data shows one, the evidence the platform asks for, and the days left. Where no ground shows, a person judges. Only
    what raises a score is listed: a review with few stars for the description and many for the rest may help more than
    it harms.
#}
with

reviews as (

    select * from {{ ref('int_review_grounds') }}

),

review_points as (

    select * from {{ ref('int_review_points') }}

),

grounds as (

    select * from {{ ref('appeal_grounds') }}

),

listed as (

    select
        reviews.*,
        review_points.indicator_id,
        -- null where the scores show no points: it costs nobody knows what
        review_points.points as score_cost,
        grounds.name_en as ground_en,
        grounds.name_zh as ground_zh,
        grounds.evidence_en,
        grounds.evidence_zh,
        cast({{ add_days('reviews.appealable_until', '1') }} as timestamp) - interval '1' second as due_at
    from reviews
    inner join review_points
        on
            reviews.shop_key = review_points.shop_key
            and reviews.review_id = review_points.review_id
            and review_points.costs_something
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            reviews.shop_key = gaps.shop_key
            and gaps.list_name = 'reviews_to_appeal'
            and gaps.is_empty
    left join grounds
        on
            reviews.platform = grounds.platform
            and reviews.ground = grounds.ground

)

select
    platform,
    shop_id,
    review_id,
    order_id,
    product_id,
    indicator_id,
    reviewed_on,
    description_stars,
    service_stars,
    logistics_stars,
    content,
    ground,
    further_grounds,
    days_left,
    due_at,
    cast({{ seconds_between('noon_at', 'due_at') }} / 3600 as decimal(10, 2)) as hours_left,
    score_cost,
    cast(noon_at as date) as as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, review_id asc
    ) as priority,
    coalesce(
        evidence_en, 'Chat record of the platform''s own messenger; a person judges whether there is a ground'
    ) as evidence_needed,
    coalesce(evidence_zh, '平台自有聊天工具的聊天记录；是否有申诉理由由人工判断') as evidence_needed_zh,
    coalesce(
        cast(description_stars as string) || case when description_stars = 1 then ' star' else ' stars' end, 'Not rated'
    )
    || ' for the description on ' || cast(reviewed_on as string)
    || '. Ground: ' || coalesce(ground_en, 'for you to judge')
    || '. Last day to appeal: ' || cast(appealable_until as string) || '.' as reason,
    cast(reviewed_on as string) || ' 商品描述' || coalesce(cast(description_stars as string) || '星', '未评星')
    || '；申诉理由：' || coalesce(ground_zh, '待人工判断')
    || '；申诉截止日 ' || cast(appealable_until as string) || '。' as reason_zh
from listed
