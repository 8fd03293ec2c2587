with

newest_targets as (

    select * from {{ deduplicate('reference', 'targets') }}

)

select
    platform,
    shop_id,
    indicator_id,
    value,
    _file_id,
    _file_row
from newest_targets
