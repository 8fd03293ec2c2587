{#
    INDICATORS  指标
    Every indicator of every rule version, with its window and what is good.
#}
{{ config(alias='indicators') }}
with

indicators as (

    select * from {{ ref('int_indicator_rules') }}

),

systems as (

    select * from {{ ref('systems') }}

),

indicator_names as (

    select * from {{ ref('indicator_names') }}

)

select
    indicators.system_id,
    indicators.rule_version,
    indicators.indicator_id,
    systems.platform,
    systems.subject_type,
    indicator_names.name_en,
    indicator_names.name_zh,
    indicators.dimension_id,
    indicators.weight,
    indicators.near_days,
    indicators.far_days,
    indicators.window_name,
    indicators.half_life_days,
    indicators.better,
    indicators.unit,
    indicators.valid_from,
    indicators.valid_to,
    indicators.source,
    indicators.note
from indicators
inner join systems
    on
        indicators.system_id = systems.system_id
        and indicators.rule_version = systems.rule_version
left join indicator_names
    on indicators.indicator_id = indicator_names.indicator_id
