{#
    SCORE ADJUSTMENTS  加减分
    What was taken off every score of the published days and what was added, for which misconduct or service, and the last
    day on which it counts. What lifts a dimension counts as far as its ceiling. In the growth stage nothing is taken off or
    added.
#}
with

scores as (

    select * from {{ ref('int_scores') }}
    where is_published and status <> 'growth'

),

adjustments as (

    select
        adjustments.*,
        -- as far as the others of the dimension leave room
        sum(adjustments.points) over (
            partition by adjustments.score_key, adjustments.item
            order by adjustments.kind rows between unbounded preceding and current row
        ) - adjustments.points as points_before,
        coalesce(dimensions.points_added, 0) as points_added
    from {{ ref('int_score_adjustments') }} as adjustments
    left join {{ ref('int_dimension_scores') }} as dimensions
        on
            adjustments.score_key = dimensions.score_key
            and adjustments.item = dimensions.dimension_id

),

kinds as (

    select * from {{ ref('adjustment_kinds') }}

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    adjustments.kind,
    kinds.name_en as kind_en,
    kinds.name_zh as kind_zh,
    adjustments.item,
    adjustments.happened_on,
    case
        when adjustments.item = 'total' then adjustments.points
        else greatest(least(adjustments.points, adjustments.points_added - adjustments.points_before), 0)
    end as points,
    adjustments.expires_on
from adjustments
inner join scores
    on adjustments.score_key = scores.score_key
left join kinds
    on adjustments.kind = kinds.kind
