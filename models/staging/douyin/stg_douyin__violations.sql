with

newest_violations as (

    select * from {{ deduplicate('douyin', 'violations') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    shop_id,
    violation_id,
    violation_kind,
    happened_at,
    violation_status,
    _file_id,
    _file_row
from newest_violations
