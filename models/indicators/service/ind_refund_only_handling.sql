{#
    REFUND-ONLY HANDLING HOURS  仅退款自主完结时长
    Rule       Of the refund-only tickets completed on a day, the hours they waited for the merchant.
    Counted    completed refund-only tickets                      -> denominator
    Met        application -> approval, else refund, else close, else completion, in hours -> numerator
    Left out   tickets of abnormal orders, arbitrated tickets, times out of order
    Dated by   completion day
    Source     articles
#}
with

tickets as (

    select
        *,
        {{ seconds_between('applied_at', 'first_answered_at') }} as first_wait_seconds,
        cast(completed_at as date) as completed_on
    from {{ ref('int_after_sales') }}
    where
        kind = 'refund_only'
        and completed_at is not null

)

select
    'refund_only_handling_hours' as indicator_id,
    platform,
    shop_id,
    shop_key,
    creator_id,
    creator_key,
    'after_sale' as case_kind,
    after_sale_id as case_id,
    order_id,
    order_key,
    product_id,
    cast(null as string) as carrier,
    cast(null as string) as agent_id,
    completed_on as cohort_date,
    greatest(completed_on, cast(first_answered_at as date)) as known_date,
    greatest(completed_at, first_answered_at) as known_at,
    1 as denominator,
    cast(first_wait_seconds / 3600 as decimal(28, 9)) as numerator,
    greatest(completed_on, cast(first_answered_at as date)) as numerator_known_date,
    greatest(completed_at, first_answered_at) as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when is_arbitrated then 'arbitrated'
        when first_wait_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    reason
from tickets
