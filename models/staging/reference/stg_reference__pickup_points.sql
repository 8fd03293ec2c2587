with

newest_points as (

    select * from {{ deduplicate('reference', 'pickup_points') }}

)

select
    rule_version,
    from_hours,
    points,
    note,
    _file_id,
    _file_row
from newest_points
