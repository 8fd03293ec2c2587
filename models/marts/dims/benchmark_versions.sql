{#
    BENCHMARK VERSIONS  基准曲线版本
    Every percentile curve the warehouse knows, landed by the user, learned from score pages or a starter one made from
    assumptions: how good the learned ones are, and which ones scores are read from.
#}
with

landed as (

    select * from {{ ref('stg_reference__benchmarks') }}

),

calibrations as (

    select * from {{ ref('stg_ledger__calibrations') }}

),

curves as (

    select * from {{ ref('int_benchmark_curves') }}

),

starters as (

    select distinct
        system_id,
        industry,
        indicator_id
    from {{ ref('starter_curves') }}

),

switches as (

    select
        is_on,
        row_number() over (order by switched_at desc) as recency
    from {{ ref('stg_ledger__starter_switches') }}

),

effective as (

    select distinct calibration_id
    from curves

)

select
    'landed' as origin,
    cast(null as string) as calibration_id,
    system_id,
    industry,
    indicator_id,
    valid_from,
    cast(null as timestamp) as learned_at,
    cast(null as date) as from_date,
    cast(null as date) as to_date,
    cast(null as integer) as days,
    cast(null as integer) as pages,
    cast(null as double) as mean_absolute_error,
    cast(null as double) as worst_error,
    true as is_in_use,
    true as is_effective
from landed
group by 3, 4, 5, 6

union all

select
    'learned' as origin,
    calibrations.calibration_id,
    calibrations.system_id,
    calibrations.industry,
    calibrations.indicator_id,
    cast(null as date) as valid_from,
    calibrations.learned_at,
    calibrations.from_date,
    calibrations.to_date,
    calibrations.days,
    calibrations.pages,
    calibrations.mean_absolute_error,
    calibrations.worst_error,
    calibrations.is_in_use,
    effective.calibration_id is not null as is_effective
from calibrations
left join effective
    on calibrations.calibration_id = effective.calibration_id

union all

select
    'starter' as origin,
    cast(null as string) as calibration_id,
    starters.system_id,
    starters.industry,
    starters.indicator_id,
    cast(null as date) as valid_from,
    cast(null as timestamp) as learned_at,
    cast(null as date) as from_date,
    cast(null as date) as to_date,
    cast(null as integer) as days,
    cast(null as integer) as pages,
    cast(null as double) as mean_absolute_error,
    cast(null as double) as worst_error,
    coalesce(switches.is_on, false) as is_in_use,
    coalesce(switches.is_on, false) as is_effective
from starters
left join switches
    on switches.recency = 1
