{#
    RULES IN FORCE  生效规则
    The window and the aim of every indicator as they are in force on the as-of day, what-if versions apart.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

systems as (

    select * from {{ ref('systems') }}
    where not is_what_if

),

indicators as (

    select * from {{ ref('indicators') }}

)

select distinct
    systems.platform,
    systems.subject_type,
    indicators.indicator_id,
    indicators.near_days,
    indicators.far_days,
    indicators.better,
    indicators.best_value
from indicators
inner join systems
    on
        indicators.system_id = systems.system_id
        and indicators.rule_version = systems.rule_version
inner join as_of
    on
        {{ valid_on('as_of.assessment_date', 'systems') }}
        and {{ valid_on('as_of.assessment_date', 'indicators') }}
