{#
    WEIGHTS OF LEARNED DIMENSIONS  学习所得维度内的权重
    What each indicator weighs in a dimension that is learned: what its curve can give of what all curves of the dimension
    can. A dimension of which no curve rises weighs all alike: it is its constant.
#}
with

curves as (

    select * from {{ ref('int_learned_curves') }}

),

spans as (

    select
        learned_id, system_id, rule_version, industry, dimension_id, indicator_id,
        max(points) as span
    from curves
    where indicator_id is not null
    group by 1, 2, 3, 4, 5, 6

)

select
    spans.learned_id,
    spans.system_id,
    spans.rule_version,
    spans.industry,
    spans.dimension_id,
    spans.indicator_id,
    spans.span,
    constants.points as constant,
    sum(spans.span) over one_dimension as total_span,
    case
        when sum(spans.span) over one_dimension > 0 then spans.span / sum(spans.span) over one_dimension
        else 1 / cast(count(*) over one_dimension as double)
    end as weight
from spans
inner join curves as constants
    on
        spans.learned_id = constants.learned_id
        and constants.indicator_id is null
window one_dimension as (partition by spans.learned_id)
