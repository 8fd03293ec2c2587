{#
    DSR  店铺DSR：商品描述、服务、物流
    Rule       The mean of the stars given for the description, the service and the logistics.
    Counted    every star rating                                  -> denominator
    Met        its stars, 1 to 5                                  -> numerator
    Left out   ratings of abnormal orders, default reviews, follow-ups; on Douyin whatever else is not the first review of
               its order; on Pinduoduo what comes after a buyer's first three ratings in a shop and calendar month
    Dated by   review day; a rating whose appeal is upheld leaves on the day of the answer
    Source     articles, published; what counts on which platform: seeds/rules/parameters.csv
#}
with

reviews as (

    select
        reviews.*,
        appeals.withdrawn_on,
        only_first.value = 1 as counts_only_the_first,
        monthly_limit.value as ratings_per_month
    from {{ ref('int_reviews') }} as reviews
    left join {{ ref('int_appeals') }} as appeals
        on
            reviews.shop_key = appeals.shop_key
            and reviews.review_id = appeals.review_id
            and appeals.withdrawn_on is not null
    left join {{ ref('parameters') }} as only_first
        on
            reviews.platform = only_first.platform
            and only_first.parameter = 'first_reviews_only'
            and {{ valid_on('reviews.reviewed_on', 'only_first') }}
    left join {{ ref('parameters') }} as monthly_limit
        on
            reviews.platform = monthly_limit.platform
            and monthly_limit.parameter = 'ratings_per_buyer_month'
            and {{ valid_on('reviews.reviewed_on', 'monthly_limit') }}

),

ratings as (

    {% for item in ['description', 'service', 'logistics'] %}
        select
            'dsr_{{ item }}' as indicator_id,
            reviews.*,
            reviews.{{ item }}_stars as stars
        from reviews
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

)

select
    indicator_id, platform, shop_id, shop_key, creator_id, creator_key,
    'review' as case_kind,
    review_id as case_id, order_id, order_key, product_id,
    cast(null as string) as carrier,
    cast(null as string) as agent_id,
    reviewed_on as cohort_date,
    reviewed_on as known_date,
    reviewed_at as known_at,
    1 as denominator,
    cast(coalesce(stars, 0) as decimal(28, 9)) as numerator,
    reviewed_on as numerator_known_date,
    reviewed_at as numerator_known_at,
    withdrawn_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when review_kind = 'default' then 'default_review'
        when coalesce(review_kind, 'unknown') <> 'first' then 'not_first_review'
        when counts_only_the_first and not is_first_review then 'not_first_review'
        when rank_of_buyer > ratings_per_month then 'over_three_a_month'
        when stars is null then 'no_stars'
    end as exclusion,
    {{ stars_said('stars') }} as reason
from ratings
