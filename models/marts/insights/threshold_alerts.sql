{#
    THRESHOLD ALERTS  分数线预警
    Where every score of the latest day stands to every line with a number: exactly on the line is not below it. And in
    how many days it crosses over, to which side, when nothing new happens.
#}
with

scores as (

    select scores.*
    from {{ ref('int_scores') }} as scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    where
        dates.is_latest
        and scores.score is not null

),

thresholds as (

    select * from {{ ref('thresholds') }}
    where limit_value is not null

),

near as (

    select * from {{ ref('parameters') }}
    where parameter = 'threshold_near_points'

),

placed as (

    select
        scores.score_key,
        scores.assessment_date,
        scores.system_id,
        scores.rule_version,
        scores.subject_type,
        scores.subject_id,
        scores.platform,
        scores.subject_name,
        scores.is_official,
        thresholds.threshold_id,
        thresholds.limit_value,
        scores.score,
        scores.score - thresholds.limit_value < 0 as is_below,
        case
            when scores.score - thresholds.limit_value < 0 then 'below'
            when round(scores.score - thresholds.limit_value, 9) <= near.value then 'near'
            else 'ok'
        end as state,
        thresholds.consequence_en,
        thresholds.consequence_zh
    from scores
    inner join thresholds
        on
            scores.system_id = thresholds.system_id
            and scores.rule_version = thresholds.rule_version
            and {{ valid_on('scores.assessment_date', 'thresholds') }}
    left join near
        on
            scores.platform = near.platform
            and {{ valid_on('scores.assessment_date', 'near') }}

),

crossings as (

    select
        placed.score_key,
        placed.threshold_id,
        min({{ days_between('ahead.seen_on', 'ahead.assessment_date') }}) as days_to_cross
    from placed
    inner join {{ ref('int_scores') }} as ahead
        on placed.score_key = ahead.seen_score_key
    where
        ahead.is_forecast
        and (ahead.score - placed.limit_value < 0) <> placed.is_below
    group by 1, 2

)

select
    placed.assessment_date,
    placed.system_id,
    placed.rule_version,
    placed.subject_type,
    placed.subject_id,
    placed.platform,
    placed.subject_name,
    placed.is_official,
    placed.threshold_id,
    placed.limit_value as {{ quoted('limit') }},
    placed.limit_value,
    placed.score,
    placed.state,
    placed.consequence_en as consequence,
    placed.consequence_zh,
    crossings.days_to_cross,
    case
        when crossings.days_to_cross is not null and placed.is_below then 'above'
        when crossings.days_to_cross is not null then 'below'
    end as crosses_to
from placed
left join crossings
    on
        placed.score_key = crossings.score_key
        and placed.threshold_id = crossings.threshold_id
