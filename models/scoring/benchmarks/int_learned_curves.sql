{#
    LEARNED CURVES  学习所得的维度曲线
    What score pages taught of the dimensions that the platform does not explain: a dimension is its constant (a row
    without an indicator) and what the curve of each of its indicators gives, straight between its points and level
    beyond them; it never leaves the dimension's scale. How far that was off on days left out stands beside it.
#}
with

learned as (

    select * from {{ ref('stg_ledger__learned_dimensions') }}
    where is_in_use

),

points as (

    select * from {{ ref('stg_ledger__learned_points') }}

)

select
    learned.learned_id,
    learned.system_id,
    learned.rule_version,
    learned.industry,
    learned.dimension_id,
    points.indicator_id,
    points.value,
    points.points,
    systems.valid_from,
    learned.mean_absolute_error as estimate_error
from learned
inner join points
    on learned.learned_id = points.learned_id
inner join {{ ref('systems') }} as systems
    on
        learned.system_id = systems.system_id
        and learned.rule_version = systems.rule_version
