{#
    STARTER CURVES  起步曲线
    Percentile curves made from assumptions, for those who have neither peers nor a benchmark: none until the user has
    switched them on. Each industry of a subject has the curve that the seed keeps for it, where there is none the one of
    '*'; the industry of a subject that has none reads ''.
#}
with

curves as (

    select * from {{ ref('starter_curves') }}

),

switches as (

    select
        is_on,
        row_number() over (order by switched_at desc) as recency
    from {{ ref('stg_ledger__starter_switches') }}

),

systems as (

    select distinct
        systems.system_id,
        systems.platform,
        systems.subject_type
    from {{ ref('systems') }} as systems
    inner join {{ ref('indicators') }} as indicators
        on
            systems.system_id = indicators.system_id
            and systems.rule_version = indicators.rule_version
    where indicators.method = 'industry_rank'

),

subject_industries as (

    select distinct
        systems.system_id,
        coalesce(subjects.industry, '') as industry
    from {{ ref('int_subjects') }} as subjects
    inner join systems
        on
            subjects.platform = systems.platform
            and subjects.subject_type = systems.subject_type

),

own_curves as (

    select distinct
        system_id,
        industry,
        indicator_id
    from curves
    where industry <> '*'

)

select
    subject_industries.system_id,
    subject_industries.industry,
    curves.indicator_id,
    curves.percentile,
    curves.value
from subject_industries
inner join curves
    on subject_industries.system_id = curves.system_id
inner join switches
    on
        switches.recency = 1
        and switches.is_on
left join own_curves
    on
        subject_industries.system_id = own_curves.system_id
        and subject_industries.industry = own_curves.industry
        and curves.indicator_id = own_curves.indicator_id
where
    curves.industry = subject_industries.industry
    or (curves.industry = '*' and own_curves.indicator_id is null)
