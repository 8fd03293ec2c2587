with

newest_products as (

    select * from {{ deduplicate('reference', 'products') }}

)

select
    platform,
    {{ surrogate_key(['platform', "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    product_id,
    product_name,
    category,
    needs_logistics,
    _file_id,
    _file_row
from newest_products
