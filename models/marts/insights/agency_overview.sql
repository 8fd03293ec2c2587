{#
    AGENCY OVERVIEW  多店总览
    One row per shop of every platform on the latest assessment date: the score that matters most of its platform, by the
    version in force, how it moved, its place among the peers, and the indicator that costs it most.
#}
with

scores as (

    select * from {{ ref('int_scores') }}

),

latest as (

    select scores.*
    from scores
    inner join {{ ref('int_assessment_dates') }} as dates
        on scores.assessment_date = dates.assessment_date
    where dates.is_latest and scores.is_in_force

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
        row_number() over (partition by score_key order by points_lost desc, indicator_id asc) as place
    from {{ ref('int_points_lost') }}
    where points_lost > 0

),

worst as (

    select
        ranked.*,
        indicator_scores.value
    from ranked
    inner join {{ ref('int_indicator_scores') }} as indicator_scores
        on
            ranked.score_key = indicator_scores.score_key
            and ranked.indicator_id = indicator_scores.indicator_id
    where ranked.place = 1

)

select
    latest.assessment_date,
    latest.platform,
    latest.subject_id as shop_id,
    latest.subject_name as shop_name,
    latest.industry,
    latest.system_id,
    latest.rule_version,
    systems.source = 'assumption' as is_assumption,
    latest.score,
    latest.status,
    case
        when {{ same_scale('latest', 'week_before') }} then round(latest.score - week_before.score, 9)
    end as change_7d,
    latest.peer_rank,
    latest.peer_count,
    worst.indicator_id as worst_indicator_id,
    indicator_names.name_en as worst_indicator_name_en,
    indicator_names.name_zh as worst_indicator_name_zh,
    worst.value as worst_indicator_value,
    worst.points_lost
from latest
inner join systems
    on
        latest.system_id = systems.system_id
        and latest.rule_version = systems.rule_version
left join scores as week_before
    on
        {{ add_days('latest.assessment_date', '-7') }} = week_before.assessment_date
        and latest.system_id = week_before.system_id
        and {{ same_rule_lineage('latest', 'week_before') }}
        and latest.subject_key = week_before.subject_key
left join worst
    on latest.score_key = worst.score_key
left join indicator_names
    on worst.indicator_id = indicator_names.indicator_id
