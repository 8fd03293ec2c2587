{#
    WINDOWS OF RULES  规则窗口
    The windows that the rules themselves are scored or shown by, without the further ones that a version only shows an
    indicator over: what is missing, and what moves a value, is told of these.
#}
{{ config(materialized='view') }}

with

rules as (

    select * from {{ ref('int_indicator_rules') }}

),

systems as (

    select * from {{ ref('systems') }}

)

select distinct
    systems.platform,
    systems.subject_type,
    coalesce(rules.cases_of, rules.indicator_id) as indicator_id,
    rules.near_days,
    rules.far_days,
    rules.half_life_days
from rules
inner join systems
    on
        rules.system_id = systems.system_id
        and rules.rule_version = systems.rule_version
