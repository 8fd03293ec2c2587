{#
    REFUNDS TO APPEAL  可申诉退款
    Refunds that count against the shop at noon for their reason (quality_return_rate) although the buyer wrote something
    else: that the goods are not wanted, were ordered by mistake or go back without a reason. Who names a fault as well does
    not contradict; what is negated counts the other way round. Words: seeds/vocabulary/buyer_words.csv, role unwanted.
#}
with

-- an order counts once, by the first refund that its rule counts
tickets as (

    select after_sales.*
    from {{ ref('int_after_sales') }} as after_sales
    inner join {{ ref('ind_quality_return') }} as counted
        on
            after_sales.shop_key = counted.shop_key
            and after_sales.after_sale_id = counted.after_sale_id

),

counted_orders as (

    select * from {{ ref('int_case_states') }}
    where
        indicator_id = 'quality_return_rate'
        and subject_type = 'shop'
        and state = 'against'

),

contradicting as (

    select
        text,
        {{ joined('word') }} as words
    from {{ ref('int_buyer_words') }}
    where
        role = 'unwanted'
        and not is_negated
    group by 1

),

complaints as (

    select distinct text
    from {{ ref('int_buyer_mentions') }}
    where polarity = -1

),

listed as (

    select
        tickets.*,
        contradicting.words,
        counted_orders.indicator_id,
        points.points_per_unit as score_cost,
        cutoff.noon_at,
        cast(counted_orders.leaves_on as timestamp) - interval '1' second as due_at
    from tickets
    inner join {{ ref('int_cutoff') }} as cutoff
        on
            tickets.platform = cutoff.platform
            and tickets.refunded_at <= cutoff.noon_at
    inner join counted_orders
        on tickets.order_key = counted_orders.order_key
    inner join contradicting
        on tickets.description = contradicting.text
    left join complaints
        on tickets.description = complaints.text
    left join {{ ref('int_points_at_stake') }} as points
        on
            tickets.shop_key = points.shop_key
            and counted_orders.indicator_id = points.indicator_id
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            tickets.shop_key = gaps.shop_key
            and gaps.list_name = 'refunds_to_appeal'
            and gaps.is_empty
    where complaints.text is null

)

select
    platform, shop_id, shop_key, after_sale_id, order_id, product_id, indicator_id, refunded_at,
    reason as reason_given,
    description,
    words as contradicting_words,
    due_at,
    cast({{ seconds_between('noon_at', 'due_at') }} / 3600 as decimal(10, 2)) as hours_left,
    score_cost,
    cast(noon_at as date) as as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, refunded_at desc, after_sale_id asc
    ) as priority,
    'Screenshot of the ticket with what the buyer wrote, and the chat record of the platform''s own messenger'
        as evidence_needed,
    '含买家说明的售后单截图，以及平台自有聊天工具的聊天记录' as evidence_needed_zh,
    'Refunded for ' || coalesce(reason, 'no reason') || ', but the buyer wrote: ' || description || '.' as reason,
    '退款原因为' || coalesce(reason, '未填') || '，但买家说明：' || description || '。' as reason_zh
from listed
