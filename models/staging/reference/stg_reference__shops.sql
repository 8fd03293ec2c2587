with

newest_shops as (

    select * from {{ deduplicate('reference', 'shops') }}

)

select
    platform,
    {{ surrogate_key(['platform', "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    shop_name,
    industry,
    opened_on,
    _file_id,
    _file_row
from newest_shops
