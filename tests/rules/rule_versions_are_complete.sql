{#
    What a rule version says in one seed must be there in the others: a dimension belongs to a version and has
    indicators, an indicator belongs to a version and to one of its dimensions or is shown only, and has a name, and so
    have the cases that it counts. A version whose rule nobody knows has neither dimensions nor indicators.
#}
{{ config(meta={'dagster': {'ref': {'name': 'indicators'}}}) }}

with

systems as (

    select * from {{ ref('systems') }}

),

dimensions as (

    select * from {{ ref('dimensions') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

indicator_cases as (

    select * from {{ ref('indicator_cases') }}

),

problems as (

    select
        'a dimension of no version' as problem,
        dimensions.system_id,
        dimensions.rule_version,
        dimensions.dimension_id as item
    from dimensions
    anti join systems
        on
            dimensions.system_id = systems.system_id
            and dimensions.rule_version = systems.rule_version

    union all

    select
        'a dimension without an indicator' as problem,
        dimensions.system_id,
        dimensions.rule_version,
        dimensions.dimension_id as item
    from dimensions
    anti join indicators
        on
            dimensions.system_id = indicators.system_id
            and dimensions.rule_version = indicators.rule_version
            and dimensions.dimension_id = indicators.dimension_id

    union all

    select
        'a version without a dimension' as problem,
        systems.system_id,
        systems.rule_version,
        systems.name_en as item
    from systems
    anti join dimensions
        on
            systems.system_id = dimensions.system_id
            and systems.rule_version = dimensions.rule_version
    semi join indicators
        on
            systems.system_id = indicators.system_id
            and systems.rule_version = indicators.rule_version

    union all

    select
        'an indicator of no version' as problem,
        indicators.system_id,
        indicators.rule_version,
        indicators.indicator_id as item
    from indicators
    anti join systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version

    union all

    select
        'an indicator of a dimension that the version does not have' as problem,
        indicators.system_id,
        indicators.rule_version,
        indicators.indicator_id as item
    from indicators
    anti join dimensions
        on
            indicators.system_id = dimensions.system_id
            and indicators.rule_version = dimensions.rule_version
            and indicators.dimension_id = dimensions.dimension_id
    where indicators.dimension_id is not null

    union all

    select
        'an indicator without a name' as problem,
        indicators.system_id,
        indicators.rule_version,
        indicators.indicator_id as item
    from indicators
    anti join {{ ref('indicator_names') }} as indicator_names
        on indicators.indicator_id = indicator_names.indicator_id

    union all

    select
        'cases of an indicator that the version does not have' as problem,
        indicator_cases.system_id,
        indicator_cases.rule_version,
        indicator_cases.indicator_id as item
    from indicator_cases
    anti join indicators
        on
            indicator_cases.system_id = indicators.system_id
            and indicator_cases.rule_version = indicators.rule_version
            and indicator_cases.indicator_id = indicators.indicator_id

    union all

    select
        'cases without a name' as problem,
        indicator_cases.system_id,
        indicator_cases.rule_version,
        indicator_cases.cases_of as item
    from indicator_cases
    anti join {{ ref('indicator_names') }} as indicator_names
        on indicator_cases.cases_of = indicator_names.indicator_id

)

select * from problems
