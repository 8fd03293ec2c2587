{#
    READINESS LINES  大促分数线
    Each line with a number against the shop's score of the as-of day, in the systems in force. The limit itself holds
    the line; a shop without a score neither holds nor misses it.
#}
with

noon as (

    select * from {{ ref('int_noon') }}

),

systems as (

    select * from {{ ref('systems') }}
    where
        subject_type = 'shop'
        and not is_what_if

),

thresholds as (

    select * from {{ ref('thresholds') }}
    where limit_value is not null

)

select
    scores.platform,
    scores.subject_id as shop_id,
    thresholds.threshold_id,
    thresholds.name_en,
    thresholds.name_zh,
    scores.system_id,
    case
        when scores.score is null then 'no_score'
        when scores.score >= thresholds.limit_value then 'meets'
        else 'misses'
    end as state,
    scores.score,
    thresholds.limit_value
from {{ ref('scores') }} as scores
inner join noon
    on
        scores.platform = noon.platform
        and scores.assessment_date = noon.as_of
inner join systems
    on
        scores.system_id = systems.system_id
        and scores.rule_version = systems.rule_version
inner join thresholds
    on
        scores.system_id = thresholds.system_id
        and scores.rule_version = thresholds.rule_version
        and {{ valid_on('noon.as_of', 'thresholds') }}
