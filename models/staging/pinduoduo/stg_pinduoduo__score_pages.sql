with

newest_score_pages as (

    select * from {{ deduplicate('pinduoduo', 'score_pages') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    page_date,
    coalesce(subject_id, shop_id) as subject_id,
    item,
    score,
    value,
    peer_mean,
    _file_id,
    _file_row
from newest_score_pages
