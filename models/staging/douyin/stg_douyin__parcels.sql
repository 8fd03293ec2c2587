with

newest_parcels as (

    select * from {{ deduplicate('douyin', 'parcels') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    waybill_no,
    carrier,
    order_id,
    shipped_at,
    picked_up_at,
    signed_at,
    due_at,
    is_trace_compensated,
    last_trace_at,
    last_trace,
    _file_id,
    _file_row
from newest_parcels
