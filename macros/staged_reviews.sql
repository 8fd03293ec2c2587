{#
    The newest state of each review of a platform. A follow-up that stands in columns of its review is a review of its own,
    without stars, of the time when it was written; where that is not told, of the review's. What tells the buyer is the
    one thing in which the platforms' exports differ.
#}
{% macro staged_reviews(platform, buyer_hash) %}
with

newest_reviews as (

    select * from {{ deduplicate(platform, 'reviews') }}

),

follow_up_word as (

    select min(word) as word from {{ ref('review_kinds') }}
    where
        platform = '{{ platform }}'
        and review_kind = 'follow_up'

)

select
    '{{ platform }}' as platform,
    {{ surrogate_key(["'" ~ platform ~ "'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'" ~ platform ~ "'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    review_id,
    order_id,
    product_id,
    {{ buyer_hash }} as buyer_hash,
    reviewed_at,
    review_kind,
    description_stars,
    service_stars,
    logistics_stars,
    content,
    has_phone,
    has_contact_handle,
    has_address,
    _file_id,
    _file_row
from newest_reviews

union all

select
    '{{ platform }}' as platform,
    {{ surrogate_key(["'" ~ platform ~ "'", "'shop'", 'newest_reviews.shop_id']) }} as shop_key,
    {{ surrogate_key(["'" ~ platform ~ "'", 'newest_reviews.shop_id', 'newest_reviews.order_id']) }} as order_key,
    newest_reviews.shop_id,
    newest_reviews.review_id || '@follow-up' as review_id,
    newest_reviews.order_id,
    newest_reviews.product_id,
    {{ buyer_hash }} as buyer_hash,
    coalesce(newest_reviews.follow_up_at, newest_reviews.reviewed_at) as reviewed_at,
    follow_up_word.word as review_kind,
    null as description_stars,
    null as service_stars,
    null as logistics_stars,
    newest_reviews.follow_up_content as content,
    newest_reviews.follow_up_has_phone as has_phone,
    newest_reviews.follow_up_has_contact_handle as has_contact_handle,
    newest_reviews.follow_up_has_address as has_address,
    newest_reviews._file_id,
    newest_reviews._file_row
from newest_reviews
cross join follow_up_word
where
    newest_reviews.follow_up_content is not null
    or newest_reviews.follow_up_at is not null
{% endmacro %}
