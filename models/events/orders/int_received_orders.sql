{#
    RECEIVED ORDERS  已签收订单
    When every order was signed for, once for each signature that stood; goods that need no logistics are received when
    the receipt was confirmed. Whether the order was paid is told by the fulfilment.
#}
with

received as (

    select
        orders.order_key,
        signatures.reopened_on,
        case when orders.needs_shipping then signatures.signed_at else orders.completed_at end as received_at
    from {{ ref('int_orders') }} as orders
    left join {{ ref('int_order_signatures') }} as signatures
        on
            orders.order_key = signatures.order_key
            and orders.needs_shipping

)

select
    order_key,
    received_at,
    cast(received_at as date) as received_on,
    reopened_on
from received
where received_at is not null
