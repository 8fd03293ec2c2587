with

newest_help_requests as (

    select * from {{ deduplicate('douyin', 'help_requests') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    help_id,
    order_id,
    requested_at,
    channel,
    _file_id,
    _file_row
from newest_help_requests
