with

newest_appeals as (

    select * from {{ deduplicate('pinduoduo', 'appeals') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    appeal_id,
    review_id,
    order_id,
    ground,
    appealed_at,
    appeal_status,
    answered_at,
    _file_id,
    _file_row
from newest_appeals
