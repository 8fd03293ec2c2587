{#
    BENCHMARK CURVES  行业基准曲线
    The percentile curves that scores are read from: those the user landed, and those learned from score pages that
    the user put to use. A landed curve of a system, industry and indicator goes before a learned one on every day. A
    learned one holds for all days, so that putting it to use makes no step in a history. Two points at one percentile
    are a step of the table; what a newer file says of a percentile replaces all that older ones said of it.
    Beside them, once the user has switched them on, the starter curves (int_starter_curves), which are asked last.
#}
with

landed_files as (

    select * from {{ ref('stg_ledger__landed_files') }}

),

landed_points as (

    select
        benchmarks.*,
        dense_rank() over (
            partition by
                benchmarks.platform, benchmarks.system_id, benchmarks.industry, benchmarks.indicator_id,
                benchmarks.valid_from, benchmarks.percentile
            order by landed_files.exported_at desc, landed_files.sha256 desc
        ) as age
    from {{ ref('stg_reference__benchmarks') }} as benchmarks
    inner join landed_files
        on benchmarks._file_id = landed_files.file_id

),

landed as (

    select * from landed_points
    where age = 1

),

in_use as (

    select * from {{ ref('stg_ledger__calibrations') }}
    where is_in_use

),

points as (

    select * from {{ ref('stg_ledger__calibration_points') }}

),

landed_curves as (

    select distinct
        system_id,
        industry,
        indicator_id
    from landed

)

select
    system_id,
    industry,
    indicator_id,
    valid_from,
    percentile,
    value,
    cast(null as string) as calibration_id,
    false as is_starter
from landed

union all

select
    in_use.system_id,
    in_use.industry,
    in_use.indicator_id,
    cast(null as date) as valid_from,
    points.percentile,
    points.value,
    in_use.calibration_id,
    false as is_starter
from in_use
inner join points
    on in_use.calibration_id = points.calibration_id
left join landed_curves
    on
        in_use.system_id = landed_curves.system_id
        and in_use.industry = landed_curves.industry
        and in_use.indicator_id = landed_curves.indicator_id
where landed_curves.system_id is null

union all

select
    system_id,
    industry,
    indicator_id,
    cast(null as date) as valid_from,
    percentile,
    value,
    cast(null as string) as calibration_id,
    true as is_starter
from {{ ref('int_starter_curves') }}
