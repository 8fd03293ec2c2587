{#
    REFUND WAITS  在途退款时长、退货签收后退款时长
    Rule       Of the refunds made on a day, the hours the buyer waited for the money.
    Counted    refund-only tickets of shipped goods; return-refund tickets whose goods the shop signed for -> denominator
    Met        in transit: application -> refund; after the return: return signed -> refund, in hours -> numerator
    Left out   tickets of abnormal orders, times out of order
    Dated by   refund day (an assumption)
    Source     a page of the platform names the two; that a refund of shipped goods is one in transit is an assumption
#}
with

refunds as (

    select 'transit_refund_hours' as indicator_id, *, applied_at as waits_from
    from {{ ref('int_after_sales') }}
    where
        kind = 'refund_only'
        and is_refund_after_shipping

    union all

    select 'returned_refund_hours' as indicator_id, *, return_signed_at as waits_from
    from {{ ref('int_after_sales') }}
    where
        kind = 'return_refund'
        and return_signed_at is not null

),

waits as (

    select
        *,
        {{ seconds_between('waits_from', 'refunded_at') }} as wait_seconds,
        cast(refunded_at as date) as refunded_on,
        greatest(refunded_at, waits_from) as known_at
    from refunds
    where refunded_at is not null

)

select
    indicator_id, platform, shop_id, shop_key, creator_id, creator_key,
    'after_sale' as case_kind, after_sale_id as case_id, order_id, order_key, product_id,
    cast(null as string) as carrier,
    cast(null as string) as agent_id,
    refunded_on as cohort_date,
    cast(known_at as date) as known_date,
    known_at,
    1 as denominator,
    cast(wait_seconds / 3600 as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date,
    known_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when wait_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    reason
from waits
