{#
    HOURS FROM GROUP TO SIGNATURE  成团到签收时长
    Rule       Of the orders signed for on a day, the hours since their group was complete.
    Counted    signed orders that were paid                       -> denominator
    Met        signed - paid, in hours                            -> numerator
    Left out   abnormal orders, signatures before the payment
    Dated by   sign day (an assumption)
    Source     a page of the platform names it; that the payment completes the group is an assumption
#}
with

signed_orders as (

    select
        orders.*,
        signatures.signed_at,
        signatures.reopened_on,
        cast(signatures.signed_at as date) as signed_on,
        {{ seconds_between('orders.paid_at', 'signatures.signed_at') }} as waited_seconds,
        greatest(signatures.signed_at, orders.paid_at) as known_at
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_order_signatures') }} as signatures
        on orders.order_key = signatures.order_key
    where orders.paid_at is not null

)

select
    'group_to_signature_hours' as indicator_id, platform, shop_id, shop_key, creator_id, creator_key,
    'order' as case_kind, order_id as case_id, order_id, order_key, product_id, carrier,
    cast(null as string) as agent_id,
    signed_on as cohort_date,
    cast(known_at as date) as known_date,
    known_at,
    1 as denominator,
    cast(waited_seconds / 3600 as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date,
    known_at as numerator_known_at,
    reopened_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when waited_seconds < 0 then 'times_out_of_order'
    end as exclusion,
    cast(null as string) as reason
from signed_orders
