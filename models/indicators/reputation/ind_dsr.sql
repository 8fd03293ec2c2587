{#
    DSR  店铺DSR：商品描述、服务、物流
    Rule       The mean of the stars given for the description, the service and the logistics.
    Counted    every star rating                                  -> denominator
    Met        its stars, 1 to 5                                  -> numerator
    Left out   ratings of abnormal orders, default reviews, follow-ups and whatever else is not the first review
    Dated by   review day; a rating whose appeal is upheld leaves on the day of the answer
    Source     articles
#}
with

reviews as (

    select * from {{ ref('int_reviews') }}

),

ratings as (

    select
        'dsr_description' as indicator_id,
        reviews.*,
        reviews.description_stars as stars
    from reviews

    union all

    select
        'dsr_service' as indicator_id,
        reviews.*,
        reviews.service_stars as stars
    from reviews

    union all

    select
        'dsr_logistics' as indicator_id,
        reviews.*,
        reviews.logistics_stars as stars
    from reviews

)

select
    indicator_id,
    platform,
    shop_id,
    creator_id,
    'review' as case_kind,
    review_id as case_id,
    order_id,
    product_id,
    cast(null as string) as carrier,
    cast(null as string) as agent_id,
    reviewed_on as cohort_date,
    reviewed_on as known_date,
    1 as denominator,
    cast(coalesce(stars, 0) as decimal(28, 9)) as numerator,
    reviewed_on as numerator_known_date,
    withdrawn_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when review_kind = 'default' then 'default_review'
        when not is_first_review then 'not_first_review'
        when stars is null then 'no_stars'
    end as exclusion,
    cast(stars as string) || ' stars' as reason
from ratings
