{#
    What a rule version says in one seed must be there in the others: a dimension belongs to a version and has
    indicators, an indicator belongs to a version and to one of its dimensions or is shown only, and has a name. A version
    whose rule nobody knows has neither dimensions nor indicators.
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

)

select * from problems
