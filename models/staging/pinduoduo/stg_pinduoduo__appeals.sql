with

newest_appeals as (

    select * from {{ deduplicate('pinduoduo', 'appeals') }}

)

select
    'pinduoduo' as platform,
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
