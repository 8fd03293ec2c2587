with

newest_exemptions as (

    select * from {{ deduplicate('reference', 'exemptions') }}

)

select
    platform,
    scope,
    paid_from,
    paid_to,
    indicator_id,
    shift_hours,
    note,
    _file_id,
    _file_row
from newest_exemptions
