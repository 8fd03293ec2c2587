{#
    WORDS OF SCORE PAGES  分数页词表
    Every word by which a page may call a system, a dimension or an indicator: the Chinese names of the rule seeds and
    the aliases beside them. One row per word and thing it may mean, for the days on which a rule version knows it.
    What pages show and no rule version here has, deductions and bonus among it, is known as such and belongs to none.
#}
with

systems as (

    select * from {{ ref('systems') }}
    where not is_what_if

),

dimensions as (

    select * from {{ ref('dimensions') }}

),

indicators as (

    select * from {{ ref('int_indicator_rules') }}

),

indicator_names as (

    select * from {{ ref('indicator_names') }}

),

aliases as (

    select * from {{ ref('score_page_items') }}

),

names as (

    select
        platform, subject_type, importance, system_id, rule_version,
        'system' as item_kind,
        system_id as item,
        name_zh as word,
        valid_from,
        valid_to
    from systems

    union all

    select
        systems.platform, systems.subject_type, systems.importance, systems.system_id, systems.rule_version,
        'dimension' as item_kind,
        dimensions.dimension_id as item,
        dimensions.name_zh as word,
        systems.valid_from,
        systems.valid_to
    from dimensions
    inner join systems
        on
            dimensions.system_id = systems.system_id
            and dimensions.rule_version = systems.rule_version

    union all

    select
        systems.platform,
        systems.subject_type,
        systems.importance,
        systems.system_id,
        systems.rule_version,
        'indicator' as item_kind,
        indicators.indicator_id as item,
        indicator_names.name_zh as word,
        systems.valid_from,
        systems.valid_to
    from indicators
    inner join systems
        on
            indicators.system_id = systems.system_id
            and indicators.rule_version = systems.rule_version
    inner join indicator_names
        on indicators.indicator_id = indicator_names.indicator_id

)

select
    platform, subject_type, importance, system_id, rule_version, item_kind, item, word, valid_from, valid_to,
    false as is_alias
from names

union

select
    names.platform, names.subject_type, names.importance, names.system_id, names.rule_version, names.item_kind,
    names.item, aliases.word, names.valid_from, names.valid_to,
    true as is_alias
from names
inner join aliases
    on
        names.platform = aliases.platform
        and names.item_kind = aliases.item_kind
        and names.item = aliases.item
        and (aliases.system_id is null or names.system_id = aliases.system_id)

union

select
    aliases.platform, null as subject_type, null as importance, null as system_id, null as rule_version,
    aliases.item_kind, aliases.item, aliases.word, null as valid_from, null as valid_to,
    true as is_alias
from aliases
anti join names
    on
        aliases.platform = names.platform
        and aliases.item_kind = names.item_kind
        and aliases.item = names.item
