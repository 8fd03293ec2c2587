with

newest_parcels as (

    select * from {{ deduplicate('douyin', 'parcels') }}

)

select
    'douyin' as platform,
    shop_id,
    waybill_no,
    carrier,
    order_id,
    shipped_at,
    picked_up_at,
    signed_at,
    last_trace_at,
    last_trace,
    _file_id,
    _file_row
from newest_parcels
