{#
    AFTER-SALES  售后单
    Every ticket with its type, reason and times, without what the buyer wrote. In the evidence and in the case states a
    ticket is the case_id of the case_kind after_sale; the quality returns count orders, by order_id.
#}
with

after_sales as (

    select * from {{ ref('int_after_sales') }}

)

select
    platform,
    shop_id,
    after_sale_id,
    order_id,
    product_id,
    creator_id,
    kind,
    is_shipped,
    reason,
    reason_class,
    applied_at,
    approved_at,
    return_signed_at,
    refunded_at,
    closed_at,
    completed_at,
    auto_deadline_at,
    is_arbitrated,
    liable_party
from after_sales
