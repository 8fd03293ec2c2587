{#
    SCORE ADJUSTMENTS  加减分
    What was taken off every score of the published days and what was added, for which misconduct or service, and the last
    day on which it counts. In the growth stage nothing is taken off or added.
#}
with

scores as (

    select * from {{ ref('int_scores') }}
    where is_published and status <> 'growth'

),

adjustments as (

    select * from {{ ref('int_score_adjustments') }}

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
    adjustments.points,
    adjustments.expires_on
from adjustments
inner join scores
    on adjustments.score_key = scores.score_key
left join kinds
    on adjustments.kind = kinds.kind
