with

newest_targets as (

    select * from {{ deduplicate('reference', 'targets') }}

)

select
    platform,
    {{ surrogate_key(['platform', "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    indicator_id,
    value,
    _file_id,
    _file_row
from newest_targets
