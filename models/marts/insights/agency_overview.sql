{#
    AGENCY OVERVIEW  多店总览
    One row per shop of every platform on the latest assessment date: the score that matters most of its platform, how
    it moved, its place among the peers, and the indicator that costs it most.
#}
with

scores as (

    select scores.* from {{ ref('scores') }} as scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    where dates.is_latest

),

systems as (

    select * from {{ ref('systems') }}
    where
        subject_type = 'shop'
        and importance = 1
        and not is_what_if

),

indicator_names as (

    select * from {{ ref('indicator_names') }}

),

ranked as (

    select
        *,
        row_number() over (
            partition by assessment_date, system_id, rule_version, subject_id
            order by points_lost desc, indicator_id asc
        ) as place
    from {{ ref('indicator_scores') }}
    where points_lost > 0

)

select
    scores.assessment_date,
    scores.platform,
    scores.subject_id as shop_id,
    scores.subject_name as shop_name,
    scores.industry,
    scores.system_id,
    scores.rule_version,
    systems.source = 'assumption' as is_assumption,
    scores.score,
    scores.status,
    scores.change_7d,
    scores.peer_rank,
    scores.peer_count,
    worst.indicator_id as worst_indicator_id,
    indicator_names.name_en as worst_indicator_name_en,
    indicator_names.name_zh as worst_indicator_name_zh,
    worst.value as worst_indicator_value,
    worst.points_lost
from scores
inner join systems
    on
        scores.system_id = systems.system_id
        and scores.rule_version = systems.rule_version
left join ranked as worst
    on
        scores.assessment_date = worst.assessment_date
        and scores.system_id = worst.system_id
        and scores.rule_version = worst.rule_version
        and scores.subject_id = worst.subject_id
        and worst.place = 1
left join indicator_names
    on worst.indicator_id = indicator_names.indicator_id
