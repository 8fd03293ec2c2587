{#
    THRESHOLD VALUES  分数线历史
    What every line looked at on every published day, and for how many days running it had been below by then. Where no
    value is, or a day of a mean is missing, there is no row.
#}
with

line_values as (

    select * from {{ ref('int_line_values') }}
    where line_value is not null

),

scores as (

    select * from {{ ref('int_scores') }}
    where is_published

)

select
    scores.assessment_date,
    scores.system_id,
    scores.rule_version,
    scores.subject_type,
    scores.subject_id,
    scores.platform,
    scores.is_official,
    line_values.threshold_id,
    line_values.line_id,
    line_values.item,
    line_values.statistic,
    line_values.limit_value,
    line_values.line_value,
    line_values.state,
    line_values.days_running,
    line_values.days_below,
    line_values.doubt
from line_values
inner join scores
    on line_values.score_key = scores.score_key
