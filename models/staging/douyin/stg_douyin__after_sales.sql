with

newest_after_sales as (

    select * from {{ deduplicate('douyin', 'after_sales') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    after_sale_id,
    order_id,
    after_sale_type,
    after_sale_status,
    applied_at,
    reason,
    reason_label,
    approved_at,
    return_signed_at,
    refunded_at,
    closed_at,
    completed_at,
    arbitration_status,
    liable_party,
    ruling_reason,
    description,
    auto_deadline_at,
    _file_id,
    _file_row
from newest_after_sales
