{#
    RULES OF INDICATORS  指标规则
    The row of a rule version that an indicator is scored or shown by. A version may show an indicator over further
    windows: the one that scores goes before those that only show, then the longer one. The others are in
    int_windows and marts.indicator_windows only. Where versions read the cases of an indicator differently, `cases_of`
    names the cases that this one counts.
#}
{{ config(materialized='view') }}

with

rules as (

    select
        *,
        row_number() over (
            partition by system_id, rule_version, indicator_id
            order by
                case when dimension_id is null then 1 else 0 end asc,
                far_days desc, near_days asc, coalesce(half_life_days, 0) desc, valid_from asc
        ) as place
    from {{ ref('indicators') }}

),

indicator_cases as (

    select
        *,
        {{ surrogate_key(['system_id', 'rule_version', 'indicator_id']) }} as rule_key
    from {{ ref('indicator_cases') }}

)

select
    rules.system_id,
    rules.rule_version,
    rules.indicator_id,
    indicator_cases.cases_of,
    rules.dimension_id,
    rules.method,
    rules.weight,
    rules.near_days,
    rules.far_days,
    {{ window_name('rules.near_days', 'rules.far_days') }} as window_name,
    rules.better,
    rules.unit,
    rules.best_value,
    rules.half_life_days,
    rules.valid_from,
    rules.valid_to,
    rules.source,
    rules.note
from rules
left join indicator_cases
    on
        {{ surrogate_key(['rules.system_id', 'rules.rule_version', 'rules.indicator_id']) }}
        = indicator_cases.rule_key
where
    not exists (
        select 1
        from rules as others
        where
            rules.system_id = others.system_id
            and rules.rule_version = others.rule_version
            and rules.indicator_id = others.indicator_id
            and rules.place > others.place
            and rules.valid_from <= coalesce(others.valid_to, date '2999-12-31')
            and others.valid_from <= coalesce(rules.valid_to, date '2999-12-31')
    )
