{#
    LEARNED CURVES  学习所得的维度曲线
    What scores of dimensions that the platform does not explain are estimated by, to look up and to draw: the curve of
    each indicator, the constant of the dimension, from which pages they were learned, and how far they were off.
#}
select
    curves.learned_id,
    curves.system_id,
    curves.rule_version,
    curves.industry,
    curves.dimension_id,
    curves.indicator_id,
    curves.value,
    curves.points,
    curves.estimate_error,
    learned.worst_error,
    learned.pages,
    learned.days,
    learned.from_date,
    learned.to_date,
    learned.learned_at
from {{ ref('int_learned_curves') }} as curves
inner join {{ ref('stg_ledger__learned_dimensions') }} as learned
    on curves.learned_id = learned.learned_id
