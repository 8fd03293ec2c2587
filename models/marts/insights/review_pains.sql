{#
    REVIEW PAINS  评价痛点
    What the reviews of a product complain of and praise, by aspect, over the last days: counted by reviews, each once an
    aspect, and part of no score. A negated complaint is praise. No text is in it; the newest complaints are named by id.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

spans as (

    select
        cutoff.platform,
        cutoff.as_of,
        {{ add_days('cutoff.as_of', '-cast(parameters.value as integer)') }} as from_date,
        {{ add_days('cutoff.as_of', '-1') }} as to_date
    from cutoff
    inner join {{ ref('parameters') }} as parameters
        on
            cutoff.platform = parameters.platform
            and parameters.parameter = 'review_pains_days'
            and {{ valid_on('cutoff.as_of', 'parameters') }}

),

reviews as (

    select
        reviews.platform, reviews.shop_id, reviews.review_id, reviews.reviewed_at, reviews.content,
        coalesce(reviews.product_id, 'unknown') as product_id,
        count(*) over (
            partition by reviews.platform, reviews.shop_id, coalesce(reviews.product_id, 'unknown')
        ) as reviews_of_product,
        spans.as_of, spans.from_date, spans.to_date
    from {{ ref('int_reviews') }} as reviews
    inner join spans
        on
            reviews.platform = spans.platform
            and reviews.reviewed_on between spans.from_date and spans.to_date
    inner join {{ ref('int_buyer_texts') }} as texts
        on reviews.content = texts.text
    where not reviews.is_abnormal

),

mentioned as (

    select
        reviews.*,
        mentions.aspect_id,
        mentions.polarity,
        row_number() over (
            partition by
                reviews.platform, reviews.shop_id, reviews.product_id, mentions.aspect_id, mentions.polarity
            order by reviews.reviewed_at desc, reviews.review_id asc
        ) as place
    from reviews
    inner join {{ ref('int_buyer_mentions') }} as mentions
        on reviews.content = mentions.text

),

counted as (

    select
        platform, shop_id, product_id, aspect_id, as_of, from_date, to_date, reviews_of_product,
        sum(case when polarity = -1 then 1 else 0 end) as negative_mentions,
        sum(case when polarity = 1 then 1 else 0 end) as positive_mentions,
        {% for place in [1, 2, 3] %}
            max(case when polarity = -1 and place = {{ place }} then review_id end) as example_{{ place }},
        {% endfor %}
        max(case when polarity = -1 then cast(reviewed_at as date) end) as newest_complaint_on
    from mentioned
    group by 1, 2, 3, 4, 5, 6, 7, 8

)

select
    counted.platform,
    counted.shop_id,
    counted.product_id,
    counted.aspect_id,
    aspects.name_en as aspect_en,
    aspects.name_zh as aspect_zh,
    counted.as_of,
    counted.from_date,
    counted.to_date,
    counted.reviews_of_product as reviews,
    counted.negative_mentions,
    counted.positive_mentions,
    round(cast(counted.negative_mentions as double) / counted.reviews_of_product, 9) as negative_share,
    counted.newest_complaint_on,
    counted.example_1,
    counted.example_2,
    counted.example_3
from counted
left join {{ ref('review_aspects') }} as aspects
    on counted.aspect_id = aspects.aspect_id
