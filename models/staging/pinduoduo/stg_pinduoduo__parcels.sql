with

newest_parcels as (

    select * from {{ deduplicate('pinduoduo', 'parcels') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    waybill_no,
    carrier,
    order_id,
    shipped_at,
    picked_up_at,
    signed_at,
    cast(null as timestamp) as due_at,
    cast(null as boolean) as is_trace_compensated,
    last_trace_at,
    last_trace,
    _file_id,
    _file_row
from newest_parcels
