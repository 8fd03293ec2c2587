with

newest_help_requests as (

    select * from {{ deduplicate('pinduoduo', 'help_requests') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    help_id,
    order_id,
    requested_at,
    channel,
    classes,
    description,
    is_routine,
    is_malicious,
    _file_id,
    _file_row
from newest_help_requests
