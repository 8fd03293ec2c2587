{#
    ORDERS  订单
    Every landed order, paid or not, with its way to the buyer: shipped when the order says so, else with the first of
    its parcels; picked up with the first; signed when all are. Nobody's name, phone or street is here.
#}
with

orders as (

    select * from {{ ref('int_orders') }}

),

fulfilment as (

    select * from {{ ref('int_order_fulfilment') }}

),

signatures as (

    select * from {{ ref('int_order_signatures') }}
    -- an order that a later parcel opened again is signed anew, or not yet
    where reopened_on is null

)

select
    orders.platform,
    orders.shop_id,
    orders.order_id,
    orders.parent_order_id,
    orders.product_id,
    orders.creator_id,
    orders.order_type,
    orders.is_presale,
    orders.is_abnormal,
    orders.is_cancelled,
    orders.needs_shipping,
    coalesce(fulfilment.carrier, orders.carrier) as carrier,
    orders.submitted_at,
    orders.paid_at,
    coalesce(fulfilment.shipped_at, orders.shipped_at) as shipped_at,
    fulfilment.picked_up_at,
    signatures.signed_at,
    orders.completed_at,
    orders.quantity,
    orders.payable_amount,
    orders.province,
    orders.city
from orders
left join fulfilment
    on orders.order_key = fulfilment.order_key
left join signatures
    on fulfilment.order_key = signatures.order_key
