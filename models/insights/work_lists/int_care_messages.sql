{#
    CARE MESSAGES  关怀消息
    Which buyer to write to today, and why: something has just happened to the order, or the last purchase was so many
    days ago. A list to send from; what to say is help, never a favour for stars. Nobody's name is here.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

occasions as (

    select * from {{ ref('care_occasions') }}

),

moments as (

    select
        occasion, platform, shop_id, shop_key, order_id, review_id, happened_at, due_at,
        cast(null as integer) as days
    from {{ ref('int_care_moments') }}

    union all

    select
        'days_since_last_purchase' as occasion,
        purchases.platform,
        purchases.shop_id,
        purchases.shop_key,
        purchases.order_id,
        null as review_id,
        purchases.paid_at as happened_at,
        -- the list of tomorrow holds those of tomorrow
        cast({{ add_days('cutoff.as_of', '1') }} as timestamp) - interval '1' second as due_at,
        purchases.days_since as days
    from {{ ref('int_last_purchases') }} as purchases
    inner join cutoff
        on purchases.platform = cutoff.platform

),

listed as (

    select
        moments.*,
        cutoff.noon_at,
        occasions.name_en,
        occasions.name_zh,
        occasions.advice_en,
        occasions.advice_zh,
        review_points.indicator_id,
        review_points.points as score_cost
    from moments
    inner join cutoff
        on moments.platform = cutoff.platform
    inner join occasions
        on
            moments.occasion = occasions.occasion
            and coalesce(moments.days, 0) = coalesce(occasions.days, 0)
            and {{ valid_on('cutoff.as_of', 'occasions') }}
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            moments.shop_key = gaps.shop_key
            and gaps.list_name = 'care_messages'
            and gaps.is_empty
    left join {{ ref('int_review_points') }} as review_points
        on
            moments.shop_key = review_points.shop_key
            and moments.review_id = review_points.review_id

)

select
    platform,
    shop_id,
    shop_key,
    order_id,
    review_id,
    occasion,
    days,
    indicator_id,
    happened_at,
    due_at,
    cast({{ seconds_between('noon_at', 'due_at') }} / 3600 as decimal(10, 2)) as hours_left,
    score_cost,
    cast(noon_at as date) as as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, order_id asc, occasion asc
    ) as priority,
    advice_en as advice,
    advice_zh,
    name_en || ': ' || cast(happened_at as string) || '.' as reason,
    name_zh || '：' || cast(happened_at as string) || '。' as reason_zh
from listed
