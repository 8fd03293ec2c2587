with

newest_statements as (

    select * from {{ deduplicate('reference', 'nothing_to_export') }}

)

select
    platform,
    {{ surrogate_key(['platform', "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    export,
    from_date,
    to_date,
    _file_id,
    _file_row
from newest_statements
