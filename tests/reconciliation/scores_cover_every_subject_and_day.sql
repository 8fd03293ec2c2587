{#
    Two roads to who is scored:
    every shop and creator, under every rule version of its platform, on every published day on which the version is
    valid, with all the indicators and dimensions of that version, against the rows of the three score tables.
    Absence of data is a status, never a missing row.
#}
{{ config(meta={'dagster': {'ref': {'name': 'scores'}}}) }}

with

subjects as (

    select
        platform,
        'shop' as subject_type,
        shop_id as subject_id
    from {{ ref('shops') }}

    union all

    select
        platform,
        'creator' as subject_type,
        creator_id as subject_id
    from {{ ref('creators') }}

),

versions as (

    select
        dates.assessment_date,
        systems.platform,
        systems.subject_type,
        systems.system_id,
        systems.rule_version
    from {{ ref('dates') }} as dates
    inner join {{ ref('systems') }} as systems
        on {{ valid_on('dates.assessment_date', 'systems') }}

),

parts as (

    select
        versions.*,
        'score' as part
    from versions

    union all

    select
        versions.*,
        'dimension ' || dimensions.dimension_id as part
    from versions
    inner join {{ ref('dimensions') }} as dimensions
        on
            versions.system_id = dimensions.system_id
            and versions.rule_version = dimensions.rule_version
            and {{ valid_on('versions.assessment_date', 'dimensions') }}

    union all

    select
        versions.*,
        'indicator ' || indicators.indicator_id as part
    from versions
    inner join {{ ref('int_indicator_rules') }} as indicators
        on
            versions.system_id = indicators.system_id
            and versions.rule_version = indicators.rule_version
            and {{ valid_on('versions.assessment_date', 'indicators') }}

),

expected as (

    select
        parts.assessment_date,
        parts.system_id,
        parts.rule_version,
        parts.subject_type,
        subjects.subject_id,
        parts.part,
        1 as expected_rows
    from parts
    inner join subjects
        on
            parts.platform = subjects.platform
            and parts.subject_type = subjects.subject_type

),

published as (

    select
        assessment_date, system_id, rule_version, subject_type, subject_id,
        'score' as part
    from {{ ref('scores') }}

    union all

    select
        assessment_date, system_id, rule_version, subject_type, subject_id,
        'dimension ' || dimension_id as part
    from {{ ref('dimension_scores') }}

    union all

    select
        assessment_date, system_id, rule_version, subject_type, subject_id,
        'indicator ' || indicator_id as part
    from {{ ref('indicator_scores') }}

),

counted as (

    select
        assessment_date, system_id, rule_version, subject_type, subject_id, part,
        expected_rows,
        0 as published_rows
    from expected

    union all

    select
        assessment_date, system_id, rule_version, subject_type, subject_id, part,
        0 as expected_rows,
        1 as published_rows
    from published

)

select
    assessment_date, system_id, rule_version, subject_type, subject_id, part,
    sum(expected_rows) as expected_rows,
    sum(published_rows) as published_rows
from counted
group by 1, 2, 3, 4, 5, 6
having sum(expected_rows) <> 1 or sum(published_rows) <> 1
