{#
    SCORINGS  计分清单
    Who is scored by which rule version on which day: the spine of every score. A version scores the days on which it
    is valid; versions marked as what-if stand beside the one in force. Absence of data is a status, never a missing row.
#}
{{ config(materialized='table') }}

with

dates as (

    select * from {{ ref('int_assessment_dates') }}

),

subjects as (

    select * from {{ ref('int_subjects') }}

),

systems as (

    select * from {{ ref('systems') }}

),

versions_of_days as (

    select
        dates.assessment_date,
        dates.is_published,
        dates.is_forecast,
        dates.seen_on,
        systems.*,
        -- of the versions that score a day the newest is in force; older ones go on being computed beside it
        not systems.is_what_if
        and row_number() over (
            partition by dates.assessment_date, systems.system_id, systems.is_what_if
            order by systems.valid_from desc, systems.rule_version desc
        ) = 1 as is_in_force
    from dates
    inner join systems
        on
            {{ valid_on('dates.assessment_date', 'systems') }}
            -- what a version that is not yet in force will do is not forecast: nobody has been scored by it
            and {{ valid_on('dates.seen_on', 'systems') }}

)

select
    systems.assessment_date,
    systems.is_published,
    systems.is_forecast,
    systems.seen_on,
    systems.system_id,
    systems.rule_version,
    systems.is_what_if,
    systems.is_in_force,
    systems.valid_from as version_from,
    subjects.platform,
    subjects.subject_type,
    subjects.subject_id,
    subjects.subject_key,
    {{ surrogate_key([
        'subjects.subject_key', 'systems.system_id', 'systems.rule_version', 'systems.assessment_date'
    ]) }} as score_key,
    {{ surrogate_key(['subjects.subject_key', 'systems.system_id', 'systems.rule_version', 'systems.seen_on']) }}
        as seen_score_key,
    {{ surrogate_key([
        'systems.system_id', 'systems.rule_version', 'subjects.industry', 'systems.assessment_date'
    ]) }} as peer_group_key,
    {{ surrogate_key(['systems.system_id', 'systems.rule_version', 'subjects.industry', 'systems.seen_on']) }}
        as seen_peer_group_key,
    {{ surrogate_key(['subjects.subject_key', 'systems.system_id', 'systems.rule_version']) }} as subject_version_key,
    subjects.subject_name,
    subjects.industry,
    systems.floor,
    systems.ceiling,
    systems.dimension_floor,
    -- below growth_below_orders a shop is scored by its stage and not by its indicators
    coalesce(systems.minimum_orders, systems.growth_below_orders) as minimum_orders,
    systems.orders_near,
    systems.orders_far,
    not systems.is_what_if
    and (systems.official_until is null or systems.assessment_date <= systems.official_until) as is_official
from versions_of_days as systems
inner join subjects
    on
        systems.platform = subjects.platform
        and systems.subject_type = subjects.subject_type
