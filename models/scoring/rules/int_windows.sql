{#
    WINDOWS  统计窗口
    Every window that some rule version needs: of its indicators, and of the valid orders of its minimum.
#}
with

systems as (

    select * from {{ ref('systems') }}

),

indicators as (

    select * from {{ ref('indicators') }}

)

select
    systems.platform,
    systems.subject_type,
    indicators.indicator_id,
    indicators.near_days,
    indicators.far_days,
    indicators.half_life_days
from indicators
inner join systems
    on
        indicators.system_id = systems.system_id
        and indicators.rule_version = systems.rule_version

union

select
    platform,
    subject_type,
    'valid_orders' as indicator_id,
    orders_near as near_days,
    orders_far as far_days,
    cast(null as integer) as half_life_days
from systems
