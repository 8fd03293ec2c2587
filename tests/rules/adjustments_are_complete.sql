{#
    What is taken off or added belongs to a rule version and has a name; what is added lifts the total or a dimension of
    its version, and an indicator that gives it is one of them; a service that gives it can be told by a word; a group of
    kinds has one cap.
#}
{{ config(meta={'dagster': {'ref': {'name': 'misconduct_points'}}}) }}

with

adjustments as (

    select system_id, rule_version, kind, 'total' as item, cast(null as string) as indicator_id
    from {{ ref('misconduct_points') }}

    union all

    select system_id, rule_version, kind, item, indicator_id
    from {{ ref('bonus_points') }}

),

systems as (

    select * from {{ ref('systems') }}

),

dimensions as (

    select * from {{ ref('dimensions') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

names as (

    select * from {{ ref('adjustment_kinds') }}

)

select 'of no version' as problem, adjustments.rule_version, adjustments.kind
from adjustments
anti join systems
    on
        adjustments.system_id = systems.system_id
        and adjustments.rule_version = systems.rule_version

union all

select 'without a name' as problem, adjustments.rule_version, adjustments.kind
from adjustments
anti join names
    on adjustments.kind = names.kind

union all

select 'of no dimension of its version' as problem, adjustments.rule_version, adjustments.kind
from adjustments
anti join dimensions
    on
        adjustments.system_id = dimensions.system_id
        and adjustments.rule_version = dimensions.rule_version
        and adjustments.item = dimensions.dimension_id
where adjustments.item <> 'total'

union all

select 'of no indicator of its version' as problem, adjustments.rule_version, adjustments.kind
from adjustments
anti join indicators
    on
        adjustments.system_id = indicators.system_id
        and adjustments.rule_version = indicators.rule_version
        and adjustments.indicator_id = indicators.indicator_id
where adjustments.indicator_id is not null

union all

select 'of a service without a word' as problem, bonus_points.rule_version, bonus_points.kind
from {{ ref('bonus_points') }} as bonus_points
anti join {{ ref('service_words') }} as service_words
    on bonus_points.service = service_words.service
where bonus_points.service is not null

union all

select 'a group with two caps' as problem, rule_version, cap_group as kind
from {{ ref('misconduct_points') }}
where cap_group is not null
group by system_id, rule_version, cap_group
having count(distinct group_cap) > 1
