with

newest_benchmarks as (

    select * from {{ deduplicate('reference', 'benchmarks') }}

)

select
    platform,
    system_id,
    industry,
    indicator_id,
    percentile,
    value,
    valid_from,
    _file_id,
    _file_row
from newest_benchmarks
