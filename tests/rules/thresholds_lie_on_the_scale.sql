{#
    A line that a score must hold belongs to a system and lies on the scale of one of its versions.
#}
{{ config(meta={'dagster': {'ref': {'name': 'thresholds'}}}) }}

with

thresholds as (

    select * from {{ ref('thresholds') }}

),

scales as (

    select
        system_id,
        min(floor) as floor,
        max(ceiling) as ceiling
    from {{ ref('systems') }}
    group by 1

)

select
    thresholds.threshold_id,
    thresholds.system_id,
    thresholds.limit_value
from thresholds
left join scales
    on thresholds.system_id = scales.system_id
where
    scales.system_id is null
    or thresholds.limit_value < scales.floor
    or thresholds.limit_value > scales.ceiling
