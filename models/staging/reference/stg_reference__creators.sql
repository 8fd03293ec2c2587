with

newest_creators as (

    select * from {{ deduplicate('reference', 'creators') }}

)

select
    platform,
    creator_id,
    creator_name,
    industry,
    _file_id,
    _file_row
from newest_creators
