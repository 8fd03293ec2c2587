{#
    COMPLAINT RATE  投诉率
    Rule       Of the orders paid on a day, those with a complaint about the shop.
    Counted    paid orders                                        -> denominator
    Met        a complaint about a shop problem that was not withdrawn; an order counts once -> numerator
    Left out   abnormal orders
    Dated by   pay day; known on the day of the first such complaint
    Source     articles; what is about the shop: seeds/vocabulary/complaint_types.csv
#}
with

orders as (

    select * from {{ ref('int_order_fulfilment') }}

),

shop_complaints as (

    select
        order_key,
        complaint_type,
        complained_at,
        row_number() over (
            partition by order_key
            order by complained_at, complaint_id
        ) as complaint_order
    from {{ ref('int_complaints') }}
    where
        is_about_shop
        and not is_withdrawn

),

first_complaints as (

    select * from shop_complaints
    where complaint_order = 1

)

select
    'complaint_rate' as indicator_id,
    orders.platform,
    orders.shop_id,
    orders.shop_key,
    orders.creator_id,
    orders.creator_key,
    'order' as case_kind,
    orders.order_id as case_id,
    orders.order_id,
    orders.order_key,
    orders.product_id,
    orders.carrier,
    cast(null as string) as agent_id,
    orders.paid_on as cohort_date,
    orders.paid_on as known_date,
    orders.paid_at as known_at,
    1 as denominator,
    cast(case when first_complaints.order_key is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(orders.paid_on, cast(first_complaints.complained_at as date)) as numerator_known_date,
    greatest(orders.paid_at, first_complaints.complained_at) as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when orders.is_abnormal then 'abnormal' end as exclusion,
    first_complaints.complaint_type as reason
from orders
left join first_complaints
    on orders.order_key = first_complaints.order_key
