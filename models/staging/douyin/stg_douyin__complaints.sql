with

newest_complaints as (

    select * from {{ deduplicate('douyin', 'complaints') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    complaint_id,
    order_id,
    complained_at,
    complaint_type,
    complaint_status,
    _file_id,
    _file_row
from newest_complaints
