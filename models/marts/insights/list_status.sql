{#
    LIST STATUS  清单状态
    Every list of every shop: as of when, how many rows, and whether it can be trusted. An empty list means that there is
    nothing to do only where its state is complete; without an export that it needs it is empty because nobody knows.
#}
{% set lists = [
    'after_sales_waiting', 'care_messages', 'parcels_stuck', 'pickups_to_chase', 'promotion_readiness',
    'refunds_to_appeal', 'sessions_unanswered',
] %}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

-- a list that is made of nothing on a platform is none there
lists as (

    select distinct
        platform,
        list_name
    from {{ ref('list_exports') }}

),

counted as (

    {% for list in lists %}
        select
            shop_key,
            '{{ list }}' as list_name,
            count(*) as list_rows
        from {{ ref('int_' ~ list) }}
        group by 1, 2

        union all

    {% endfor %}
    select
        reviews.shop_key,
        'reviews_to_appeal' as list_name,
        count(*) as list_rows
    from {{ ref('int_review_grounds') }} as reviews
    inner join {{ ref('int_review_points') }} as review_points
        on
            reviews.shop_key = review_points.shop_key
            and reviews.review_id = review_points.review_id
            and review_points.costs_something
    group by 1, 2

),

stated as (

    select
        shops.platform,
        shops.shop_id,
        lists.list_name,
        cutoff.as_of,
        cutoff.noon_at,
        case when gaps.is_empty then 0 else coalesce(counted.list_rows, 0) end as list_rows,
        case when gaps.is_empty then 'empty' when gaps.missing_export is not null then 'partial' else 'complete' end
            as state,
        gaps.missing_export,
        gaps.missing_column,
        gaps.missing_reason,
        gaps.covered_through
    from {{ ref('int_shops') }} as shops
    inner join cutoff
        on shops.platform = cutoff.platform
    inner join lists
        on shops.platform = lists.platform
    left join counted
        on
            shops.shop_key = counted.shop_key
            and lists.list_name = counted.list_name
    left join {{ ref('int_list_gaps') }} as gaps
        on
            shops.shop_key = gaps.shop_key
            and lists.list_name = gaps.list_name

)

select
    stated.platform,
    stated.shop_id,
    stated.list_name,
    stated.as_of,
    stated.noon_at,
    stated.list_rows,
    stated.state,
    stated.missing_export,
    stated.missing_reason,
    stated.covered_through,
    {% for language in ['en', 'zh'] %}
        replace(
            replace(
                replace(words.explanation_{{ language }}, '{export}', stated.missing_export),
                '{day}', coalesce(cast(stated.covered_through as string), '')
            ),
            '{column}', coalesce(stated.missing_column, '')
        ) as reason{{ '_zh' if language == 'zh' }},
    {% endfor %}
    stated.missing_column
from stated
left join {{ ref('list_reasons') }} as words
    on
        stated.state = words.state
        and stated.missing_reason = words.missing_reason
