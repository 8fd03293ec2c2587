{#
    SYSTEMS  评分体系
    Every score system as the version in force on the as-of day has it.
#}
{{ config(alias='systems') }}
with

systems as (

    select * from {{ ref('systems') }}
    where not is_what_if

),

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

)

select
    systems.system_id,
    systems.platform,
    systems.subject_type,
    systems.name_en,
    systems.name_zh,
    systems.importance,
    systems.method,
    systems.floor,
    systems.ceiling,
    systems.minimum_orders,
    systems.official_until
from systems
inner join as_of
    on {{ valid_on('as_of.assessment_date', 'systems') }}
