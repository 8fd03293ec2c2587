{#
    DISPUTE LIABILITY RATE  纠纷商责率
    Rule       Of the after-sales completed on a day, those arbitrated as the merchant's fault.
    Counted    completed after-sales                              -> denominator
    Met        arbitrated, and the merchant is liable             -> numerator
    Left out   after-sales of abnormal orders
    Dated by   completion day
    Source     articles; whether "both liable" counts is an assumption: seeds/rules/parameters.csv
#}
with

completed_after_sales as (

    select
        *,
        cast(completed_at as date) as completed_on
    from {{ ref('int_after_sales') }}
    where completed_at is not null

),

both_liable as (

    select * from {{ ref('parameters') }}
    where parameter = 'dispute_both_liable_counts'

)

select
    'dispute_liability_rate' as indicator_id,
    completed_after_sales.platform,
    completed_after_sales.shop_id,
    completed_after_sales.shop_key,
    completed_after_sales.creator_id,
    completed_after_sales.creator_key,
    'after_sale' as case_kind,
    completed_after_sales.after_sale_id as case_id,
    completed_after_sales.order_id,
    completed_after_sales.order_key,
    completed_after_sales.product_id,
    cast(null as string) as carrier,
    cast(null as string) as agent_id,
    completed_after_sales.completed_on as cohort_date,
    completed_after_sales.completed_on as known_date,
    completed_after_sales.completed_at as known_at,
    1 as denominator,
    cast(
        case
            when not completed_after_sales.is_arbitrated then 0
            when completed_after_sales.liable_party = 'merchant' then 1
            when completed_after_sales.liable_party = 'both' then both_liable.value
            else 0
        end as decimal(28, 9)
    ) as numerator,
    completed_after_sales.completed_on as numerator_known_date,
    completed_after_sales.completed_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when completed_after_sales.is_abnormal then 'abnormal' end as exclusion,
    completed_after_sales.reason
from completed_after_sales
left join both_liable
    on
        completed_after_sales.platform = both_liable.platform
        and {{ valid_on('completed_after_sales.completed_on', 'both_liable') }}
