{#
    NEXT-DAY DELIVERY SHARE  次日达订单占比
    Rule       Of the orders signed for on a day, those signed for on the day of their payment or the day after it.
    Counted    signed orders that need shipping                   -> denominator
    Met        the signature lies on the pay day or the day after it: how the platform counts a next day is not
               published, this reading is an assumption           -> numerator
    Left out   abnormal orders, goods that need no shipping, signatures before the payment
    Dated by   sign day
    Source     published; the days are an assumption: seeds/rules/parameters.csv
#}
with

signed_orders as (

    select
        orders.*,
        signatures.signed_at,
        cast(signatures.signed_at as date) as signed_on,
        signatures.reopened_on
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_order_signatures') }} as signatures
        on orders.order_key = signatures.order_key

),

judged as (

    select
        signed_orders.*,
        coalesce({{ days_between('signed_orders.paid_on', 'signed_orders.signed_on') }} <= days.value, false)
            as is_next_day
    from signed_orders
    left join {{ ref('parameters') }} as days
        on
            days.parameter = 'next_day_delivery_days'
            and signed_orders.platform = days.platform
            and {{ valid_on('signed_orders.signed_on', 'days') }}

)

select
    'next_day_delivery_rate' as indicator_id,
    platform, shop_id, shop_key, creator_id, creator_key,
    'order' as case_kind, order_id as case_id, order_id, order_key, product_id, carrier,
    cast(null as string) as agent_id,
    signed_on as cohort_date,
    greatest(signed_on, paid_on) as known_date,
    greatest(signed_at, paid_at) as known_at,
    1 as denominator,
    cast(case when is_next_day then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(signed_on, paid_on) as numerator_known_date,
    greatest(signed_at, paid_at) as numerator_known_at,
    reopened_on as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case
        when is_abnormal then 'abnormal'
        when not needs_shipping then 'no_shipping'
        when signed_at < paid_at then 'times_out_of_order'
    end as exclusion,
    case when is_next_day then 'next_day' else 'not_next_day' end as reason
from judged
