{#
    READINGS OF CASES  案例读法
    Under which names the cases of an indicator are wanted: its own, and one for each further reading that some rule
    version counts. A version in force judges its whole window, so a case stands once for each reading and never changes
    on the day a version begins.
#}
{{ config(materialized='view') }}

with

systems as (

    select * from {{ ref('systems') }}

),

indicator_cases as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('indicator_cases') }}

)

select distinct
    systems.platform,
    indicators.rule_version,
    systems.valid_from,
    indicators.indicator_id,
    coalesce(indicator_cases.cases_of, indicators.indicator_id) as cases_of
from {{ ref('indicators') }} as indicators
inner join systems
    on
        indicators.system_id = systems.system_id
        and indicators.rule_version = systems.rule_version
left join indicator_cases
    on
        {{ surrogate_key(['indicators.system_id', 'indicators.rule_version', 'indicators.indicator_id']) }}
        = indicator_cases.rule_key
