with

newest_limits as (

    select * from {{ deduplicate('reference', 'after_sale_limits') }}

)

select
    platform,
    category,
    limit_hours,
    note,
    _file_id,
    _file_row
from newest_limits
