{#
    APPEALS AT NOON  正午时的申诉
    Every appeal filed by noon of the as-of day, in our words and as it stood then: an answer that came later is not
    there yet, and the appeal still pending. An unknown ground stays as the platform's word; the test on it warns.
#}
with

appeals as (

    select
        appeals.*,
        cutoff.as_of,
        cutoff.noon_at
    from {{ ref('int_appeals') }} as appeals
    inner join {{ ref('int_cutoff') }} as cutoff
        on
            appeals.platform = cutoff.platform
            and appeals.appealed_at <= cutoff.noon_at

),

appeal_words as (

    select
        platform,
        ground,
        {{ split_to_rows('words', '|') }} as part
    from {{ ref('appeal_grounds') }}

),

reviews as (

    select * from {{ ref('int_reviews') }}

)

select
    appeals.platform,
    appeals.shop_id,
    appeals.shop_key,
    appeals.appeal_id,
    appeals.review_id,
    appeals.matched_by,
    reviews.order_id,
    appeal_words.ground,
    appeals.ground as ground_word,
    appeals.appealed_at,
    cast(appeals.appealed_at as date) as appealed_on,
    case when appeals.answered_at > appeals.noon_at then 'pending' else appeals.appeal_status end as appeal_status,
    case when appeals.answered_at <= appeals.noon_at then appeals.answered_at end as answered_at,
    appeals.as_of
from appeals
left join appeal_words
    on
        appeals.platform = appeal_words.platform
        and appeals.ground = trim(appeal_words.part)
left join reviews
    on
        appeals.shop_key = reviews.shop_key
        and appeals.review_id = reviews.review_id
