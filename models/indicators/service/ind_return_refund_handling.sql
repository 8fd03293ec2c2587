{#
    RETURN HANDLING HOURS  退货退款自主完结时长
    Rule       Of the return-refund and exchange tickets completed on a day, the hours they waited for the merchant.
    Counted    completed return-refund and exchange tickets       -> denominator
    Met        first wait: application -> approval, else refund, else close, else completion;
               second wait: returned goods signed -> refund (exchange: completion), where both times exist;
               the sum in hours, without the time in which the buyer ships -> numerator
    Left out   tickets of abnormal orders, arbitrated tickets, times out of order in either wait
    Dated by   completion day; known once the waits are: a return that nothing was settled by is not waited for
    Source     articles
#}
with

tickets as (

    select
        *,
        case when kind = 'exchange' then completed_at else refunded_at end as settled_at,
        cast(completed_at as date) as completed_on
    from {{ ref('int_after_sales') }}
    where
        kind in ('return_refund', 'exchange')
        and completed_at is not null

),

waits as (

    select
        *,
        {{ seconds_between('applied_at', 'first_answered_at') }} as first_wait_seconds,
        coalesce({{ seconds_between('return_signed_at', 'settled_at') }}, 0) as second_wait_seconds,
        -- the second wait takes both of its times; one alone plays no part, in the hours or in the day they were known
        greatest(
            completed_at,
            first_answered_at,
            case when settled_at is not null then return_signed_at end,
            case when return_signed_at is not null then settled_at end
        ) as known_at
    from tickets

)

select
    'return_refund_handling_hours' as indicator_id,
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
    cast(known_at as date) as known_date,
    known_at,
    1 as denominator,
    cast((first_wait_seconds + second_wait_seconds) / 3600 as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date,
    known_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when is_arbitrated then 'arbitrated'
        when first_wait_seconds < 0 or second_wait_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    reason
from waits
