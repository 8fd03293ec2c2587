{#
    ROWS OF REVIEWS  评价行归并
    Every landed row of a review with the order it is about and the review it belongs to. An export names the child
    order, or its parent with the product, or a parent of one order; what cannot be told yet keeps the number it came
    with. Rows of two exports about the same order and second are one review, under the platform's id where one has it.
    Where no kind is told, the platform's own text for stars without words is a default review, all else a first one.
#}
{% set columns = [
    'product_id', 'buyer_hash', 'reviewed_at', 'description_stars', 'service_stars', 'logistics_stars', 'content',
    'has_phone', 'has_contact_handle', 'has_address', '_file_id', '_file_row'
] %}
with

reviews as (

    {% for platform in var('platforms_with')['reviews'] %}
        select
            platform, shop_id, shop_key, review_id as staged_id, order_id as number, order_key as number_key,
            review_kind, {{ columns | join(', ') }},
            -- an id that landing made holds a sign that no platform's id has
            case when position('@' in review_id) = 0 then review_id end as own_id
        from {{ ref('stg_' ~ platform ~ '__reviews') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

candidates as (

    select
        reviews.shop_key,
        reviews.staged_id,
        numbers.order_id,
        numbers.order_key,
        row_number() over (
            partition by reviews.shop_key, reviews.staged_id
            order by
                case
                    when numbers.is_own_number and coalesce(reviews.product_id = numbers.product_id, true) then 1
                    when reviews.product_id = numbers.product_id then 2
                    when numbers.is_own_number then 3
                    else 4
                end,
                numbers.order_id
        ) as place
    from reviews
    inner join {{ ref('int_order_numbers') }} as numbers
        on
            reviews.shop_key = numbers.shop_key
            and reviews.number = numbers.number
    where
        numbers.orders_of_number = 1
        or (numbers.orders_of_product = 1 and reviews.product_id = numbers.product_id)

),

told as (

    select
        reviews.*,
        coalesce(candidates.order_id, reviews.number) as order_id,
        coalesce(candidates.order_key, reviews.number_key) as order_key,
        -- of one parent whose orders are not told apart yet, each product has a review of its own
        case when candidates.order_id is null and reviews.own_id is null then reviews.product_id end as apart_by,
        case
            when reviews.review_kind is not null then kinds.meaning
            when default_reviews.text is not null then 'default'
            else 'first'
        end as kind
    from reviews
    left join candidates
        on
            reviews.shop_key = candidates.shop_key
            and reviews.staged_id = candidates.staged_id
            and candidates.place = 1
    left join {{ ref('int_known_words') }} as kinds
        on
            reviews.platform = kinds.platform
            and kinds.vocabulary = 'review_kinds'
            and reviews.review_kind = kinds.word
    left join {{ ref('default_reviews') }} as default_reviews
        on
            reviews.platform = default_reviews.platform
            and translate(reviews.content, '　 ，。！,.!', '') = default_reviews.text
            and coalesce(reviews.description_stars, default_reviews.stars) = default_reviews.stars

),

matched as (

    select
        *,
        coalesce(
            own_id,
            min(own_id) over (partition by shop_key, order_key, reviewed_at, is_follow_up, product_id),
            min(own_id) over (partition by shop_key, order_key, reviewed_at, is_follow_up),
            min(staged_id) over (partition by shop_key, order_key, reviewed_at, is_follow_up, apart_by)
        ) as review_id
    from (select told.*, coalesce(told.kind = 'follow_up', false) as is_follow_up from told) as told

)

select
    matched.platform, matched.shop_id, matched.shop_key, matched.staged_id, matched.review_id,
    matched.order_id, matched.order_key, matched.apart_by,
    matched.kind as review_kind,
    {% for column in columns[:-2] %}
        matched.{{ column }},
    {% endfor %}
    row_number() over (
        partition by matched.shop_key, matched.review_id
        order by files.exported_at desc, files.sha256 desc, matched._file_row desc, matched.staged_id asc
    ) as place
from matched
left join {{ ref('stg_ledger__landed_files') }} as files
    on matched._file_id = files.file_id
