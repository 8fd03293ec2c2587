with

newest_creators as (

    select * from {{ deduplicate('reference', 'creators') }}

)

select
    platform,
    {{ surrogate_key(['platform', "'creator'", 'creator_id']) }} as creator_key,
    creator_id,
    creator_name,
    industry,
    _file_id,
    _file_row
from newest_creators
