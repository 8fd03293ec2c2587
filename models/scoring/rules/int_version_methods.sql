{#
    METHODS OF VERSIONS  规则版本计分方法
    How a rule version turns values into points: the method of its indicators in dimensions, mixed where they have
    several. A version without such an indicator has no rule and no row.
#}
{{ config(materialized='view') }}

select
    system_id,
    rule_version,
    case when count(distinct method) = 1 then max(method) else 'mixed' end as method
from {{ ref('indicators') }}
where dimension_id is not null
group by 1, 2
