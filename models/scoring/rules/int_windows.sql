{#
    WINDOWS  统计窗口
    Every window that some rule version needs on a day that is computed: of the cases that its indicators count, and of the
    valid orders of its minimum.
#}
with

bounds as (

    select
        min(assessment_date) as first_date,
        max(assessment_date) as last_date
    from {{ ref('int_assessment_dates') }}

),

systems as (

    select systems.*
    from {{ ref('systems') }} as systems
    inner join bounds
        on
            systems.valid_from <= bounds.last_date
            and (systems.valid_to is null or systems.valid_to >= bounds.first_date)

),

indicators as (

    select * from {{ ref('indicators') }}

),

indicator_cases as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('indicator_cases') }}

)

select
    systems.platform,
    systems.subject_type,
    coalesce(indicator_cases.cases_of, indicators.indicator_id) as indicator_id,
    indicators.near_days,
    indicators.far_days,
    indicators.half_life_days
from indicators
inner join systems
    on
        indicators.system_id = systems.system_id
        and indicators.rule_version = systems.rule_version
left join indicator_cases
    on
        {{ surrogate_key(['indicators.system_id', 'indicators.rule_version', 'indicators.indicator_id']) }}
        = indicator_cases.rule_key

union

select
    platform,
    subject_type,
    'valid_orders' as indicator_id,
    orders_near as near_days,
    orders_far as far_days,
    cast(null as integer) as half_life_days
from systems
