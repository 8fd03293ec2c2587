{#
    STARTER PLACES  起步曲线位置
    Where the value of an indicator lies on the starter curve of its industry, where that is switched on: of subjects that
    reach the minimum of orders. Whether a score is read from it is decided in int_indicator_scores.
#}
with

indicator_values as (

    select * from {{ ref('int_indicator_values') }}
    where
        reaches_minimum
        and decayed_value is not null

),

segments as (

    select * from {{ ref('int_benchmark_segments') }}
    where is_starter

)

select
    indicator_values.assessment_date,
    indicator_values.system_id,
    indicator_values.rule_version,
    indicator_values.subject_id,
    indicator_values.score_key,
    indicator_values.indicator_id,
    round(
        segments.percentile + segments.slope * greatest(indicator_values.rank_value - segments.rank_value, 0), 9
    ) as percentile
from indicator_values
inner join segments
    on
        indicator_values.system_id = segments.system_id
        and coalesce(indicator_values.industry, '') = segments.industry
        and indicator_values.indicator_id = segments.indicator_id
        and indicator_values.rank_value >= segments.from_rank_value
        and indicator_values.rank_value < segments.below_rank_value
