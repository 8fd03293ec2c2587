{#
    SYSTEMS  评分体系
    Every score system as the version in force on the as-of day has it: of those valid that day the newest.
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

),

in_force as (

    select
        systems.*,
        row_number() over (
            partition by systems.system_id order by systems.valid_from desc, systems.rule_version desc
        ) as age
    from systems
    inner join as_of
        on {{ valid_on('as_of.assessment_date', 'systems') }}

)

select
    in_force.system_id,
    in_force.platform,
    in_force.subject_type,
    in_force.name_en,
    in_force.name_zh,
    in_force.importance,
    methods.method,
    in_force.floor,
    in_force.ceiling,
    in_force.minimum_orders,
    in_force.official_until
from in_force
left join {{ ref('int_version_methods') }} as methods
    on
        in_force.system_id = methods.system_id
        and in_force.rule_version = methods.rule_version
where in_force.age = 1
