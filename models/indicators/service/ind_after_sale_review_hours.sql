{#
    AFTER-SALE REVIEW HOURS  售后平均审核时长
    Rule       Of the refunds after shipping completed on a day, the hours from application to approval.
    Counted    completed and refunded tickets, arbitrated ones and those of unknown orders too -> denominator
    Met        application -> approval; the clock of one applied at night starts in the morning, in hours -> numerator
    Left out   tickets of abnormal orders, without an approval, approved before they were applied for
    Dated by   completion day; known once completed, refunded and approved
    Source     published; the hours of the night: seeds/rules/night_clocks.csv
#}
with

tickets as (

    select
        *,
        cast(applied_at as date) as applied_on,
        cast(completed_at as date) as completed_on,
        greatest(completed_at, refunded_at, approved_at) as known_at
    from {{ ref('int_after_sales') }}
    where
        is_refund_after_shipping
        and completed_at is not null
        and refunded_at is not null

),

clocks as (

    select * from {{ ref('night_clocks') }}
    where indicator_id = 'after_sale_review_hours'

),

clocked as (

    select
        tickets.*,
        {{ clock_start('tickets.applied_at', 'clocks.from_hour', 'clocks.to_hour') }} as clock_at
    from tickets
    left join clocks
        on
            tickets.platform = clocks.platform
            and {{ valid_on('tickets.applied_on', 'clocks') }}

)

select
    'after_sale_review_hours' as indicator_id,
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
    -- approved before its clock started is no time at all
    cast(
        greatest(coalesce({{ seconds_between('clock_at', 'approved_at') }}, 0), 0) / 3600 as decimal(28, 9)
    ) as numerator,
    cast(known_at as date) as numerator_known_date,
    known_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when approved_at is null then 'no_approval'
        when approved_at < applied_at then 'times_out_of_order'
    end as exclusion,
    reason
from clocked
