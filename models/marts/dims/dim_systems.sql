{#
    SYSTEMS  评分体系
    Every score system as its newest version in force has it.
#}
{{ config(alias='systems') }}
with

ranked as (

    select
        *,
        row_number() over (partition by system_id order by valid_from desc) as recency
    from {{ ref('systems') }}
    where not is_what_if

)

select
    system_id,
    platform,
    subject_type,
    name_en,
    name_zh,
    method,
    floor,
    ceiling,
    minimum_orders,
    official_until
from ranked
where recency = 1
