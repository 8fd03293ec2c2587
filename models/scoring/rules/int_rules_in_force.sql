{#
    RULES IN FORCE  生效规则
    The window and the aim of every indicator as they are in force on the as-of day, what-if versions apart, and the
    system and version they are of. Where several systems or versions look at an indicator: the system that matters
    most, a scoring one before one that only shows, the newest version, the longest window.
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

    select * from {{ ref('int_indicator_rules') }}

),

in_force as (

    select
        systems.platform,
        systems.subject_type,
        indicators.indicator_id,
        indicators.system_id,
        indicators.rule_version,
        indicators.cases_of,
        indicators.near_days,
        indicators.far_days,
        indicators.better,
        indicators.best_value,
        row_number() over (
            partition by systems.platform, systems.subject_type, indicators.indicator_id
            order by
                systems.importance asc, case when indicators.dimension_id is null then 1 else 0 end asc,
                systems.valid_from desc, indicators.far_days desc, systems.system_id asc, systems.rule_version asc
        ) as place
    from indicators
    inner join systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    inner join as_of
        on
            {{ valid_on('as_of.assessment_date', 'systems') }}
            and {{ valid_on('as_of.assessment_date', 'indicators') }}

)

select
    platform,
    subject_type,
    indicator_id,
    system_id,
    rule_version,
    cases_of,
    near_days,
    far_days,
    better,
    best_value
from in_force
where place = 1
