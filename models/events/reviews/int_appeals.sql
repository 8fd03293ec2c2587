{#
    APPEALS  评价申诉
    Every appeal and how it ended, with the review it is against: the one it names, else, where no such review has landed,
    the first review of the order it names, written no later than the appeal. What joined them is told. The first that
    is upheld takes its review out of the scores.
#}
with

appeals as (

    {% for platform in var('platforms_with')['appeals'] %}
        select
            platform,
            shop_id,
            shop_key,
            appeal_id,
            review_id,
            order_id,
            order_key,
            ground,
            appealed_at,
            appeal_status,
            answered_at
        from {{ ref('stg_' ~ platform ~ '__appeals') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

review_rows as (

    select * from {{ ref('int_review_rows') }}

),

appeal_statuses as (

    select * from {{ ref('int_known_words') }}
    where vocabulary = 'appeal_statuses'

),

of_orders as (

    select
        appeals.shop_key,
        appeals.appeal_id,
        review_rows.review_id,
        row_number() over (
            partition by appeals.shop_key, appeals.appeal_id
            order by numbers.is_own_number desc nulls last, review_rows.reviewed_at asc, review_rows.review_id asc
        ) as place
    from appeals
    left join {{ ref('int_order_numbers') }} as numbers
        on
            appeals.shop_key = numbers.shop_key
            and appeals.order_id = numbers.number
            and numbers.orders_of_number = 1
    inner join review_rows
        on
            coalesce(numbers.order_key, appeals.order_key) = review_rows.order_key
            and appeals.appealed_at >= review_rows.reviewed_at
            and review_rows.review_kind = 'first'
            and review_rows.place = 1

),

against_reviews as (

    select
        appeals.platform,
        appeals.shop_id,
        appeals.shop_key,
        appeals.appeal_id,
        coalesce(named.review_id, of_orders.review_id, appeals.review_id) as review_id,
        case when named.review_id is not null then 'review' when of_orders.review_id is not null then 'order' end
            as matched_by,
        appeals.ground,
        appeals.appealed_at,
        appeals.answered_at,
        appeal_statuses.meaning as appeal_status,
        case when appeal_statuses.meaning = 'upheld' then appeals.answered_at end as upheld_at
    from appeals
    left join review_rows as named
        on
            appeals.shop_key = named.shop_key
            and appeals.review_id = named.staged_id
    left join of_orders
        on
            appeals.shop_key = of_orders.shop_key
            and appeals.appeal_id = of_orders.appeal_id
            and of_orders.place = 1
    left join appeal_statuses
        on
            appeals.platform = appeal_statuses.platform
            and appeals.appeal_status = appeal_statuses.word

)

select
    platform,
    shop_id,
    shop_key,
    appeal_id,
    review_id,
    matched_by,
    ground,
    appealed_at,
    answered_at,
    appeal_status,
    case
        when row_number() over (partition by shop_key, review_id order by upheld_at nulls last, appeal_id) = 1
            then cast(upheld_at as date)
    end as withdrawn_on
from against_reviews
