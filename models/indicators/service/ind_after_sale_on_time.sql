{#
    AFTER-SALES HANDLED ON TIME  售后处理时长达成率
    Rule       Of the refunds after shipping completed on a day, those handled within the limit of their goods' category.
    Counted    completed and refunded tickets                     -> denominator
    Met        approved, without an approval refunded, at most the limit's hours after the application -> numerator
    Left out   tickets of abnormal orders, times out of order, goods without a category that has a limit
    Dated by   completion day; known once completed, refunded and approved
    Source     published; the limits: the user's reference/after_sale_limits
#}
with

tickets as (

    select
        *,
        cast(completed_at as date) as completed_on,
        greatest(completed_at, refunded_at, approved_at) as known_at,
        {{ seconds_between('applied_at', 'coalesce(approved_at, refunded_at)') }} as handling_seconds
    from {{ ref('int_after_sales') }}
    where
        is_refund_after_shipping
        and completed_at is not null
        and refunded_at is not null

),

products as (

    select * from {{ ref('stg_reference__products') }}

),

limits as (

    select * from {{ ref('stg_reference__after_sale_limits') }}

),

limited as (

    select
        tickets.*,
        limits.limit_hours,
        tickets.handling_seconds <= limits.limit_hours * 3600 as is_on_time
    from tickets
    left join products
        on
            tickets.shop_key = products.shop_key
            and tickets.product_id = products.product_id
    left join limits
        on
            products.platform = limits.platform
            and products.category = limits.category

)

select
    'after_sale_on_time_rate' as indicator_id,
    platform,
    shop_id, shop_key,
    creator_id, creator_key,
    'after_sale' as case_kind,
    after_sale_id as case_id,
    order_id, order_key,
    product_id,
    cast(null as string) as carrier, cast(null as string) as agent_id,
    completed_on as cohort_date,
    cast(known_at as date) as known_date, known_at,
    1 as denominator,
    cast(case when is_on_time then 1 else 0 end as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date, known_at as numerator_known_at,
    cast(null as date) as withdrawn_date, cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when handling_seconds < 0 then 'times_out_of_order'
        when limit_hours is null then 'no_limit'
    end as exclusion,
    'handled_late' as reason
from limited
