with

newest_words as (

    select * from {{ deduplicate('reference', 'words') }}

)

select
    platform,
    vocabulary,
    word,
    meaning,
    coalesce(match_kind, 'exact') as match_kind,
    _file_id,
    _file_row
from newest_words
