with

newest_industries as (

    select * from {{ deduplicate('reference', 'small_shop_industries') }}

)

select
    industry,
    note,
    _file_id,
    _file_row
from newest_industries
