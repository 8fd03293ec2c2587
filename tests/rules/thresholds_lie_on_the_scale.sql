{#
    A line that a score must hold belongs to a rule version and lies on its scale.
#}
{{ config(meta={'dagster': {'ref': {'name': 'thresholds'}}}) }}

with

thresholds as (

    select * from {{ ref('thresholds') }}

),

scales as (

    select
        system_id,
        rule_version,
        floor,
        ceiling
    from {{ ref('systems') }}

)

select
    thresholds.threshold_id,
    thresholds.system_id,
    thresholds.rule_version,
    thresholds.limit_value
from thresholds
left join scales
    on
        thresholds.system_id = scales.system_id
        and thresholds.rule_version = scales.rule_version
where
    scales.system_id is null
    or thresholds.limit_value < scales.floor
    or thresholds.limit_value > scales.ceiling
