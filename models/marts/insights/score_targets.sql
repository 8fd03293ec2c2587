{#
    SCORE TARGETS  目标测算
    How many good events bring an indicator to its next limit, to the next line of the total, to the mean of the peers and
    into their best tenth: as things stand today, and on the day ahead on which the fewest are needed; and what that
    gives. Genuine orders only: a number of events is a measure of distance, not an offer to make them up.
#}
with

needs as (

    select * from {{ ref('int_target_needs') }}

),

days as (

    select * from {{ ref('int_target_days') }}

),

gains as (

    select
        *,
        {{ surrogate_key(['score_key', 'indicator_id', 'target']) }} as target_key
    from {{ ref('int_target_gains') }}

),

names as (

    select * from {{ ref('indicator_names') }}

)

select
    needs.assessment_date,
    days.system_id,
    days.rule_version,
    days.subject_type,
    days.subject_id,
    days.platform,
    days.dimension_id,
    needs.indicator_id,
    needs.target,
    needs.threshold_id,
    needs.measure,
    case when needs.measure = 'value' then days.value else days.decayed_value end as current_value,
    needs.target_value,
    days.unit,
    days.better,
    names.good_event_en,
    names.good_event_zh,
    needs.needed,
    needs.needed_by_date,
    needs.by_date,
    needs.counts_from,
    days.peer_count,
    days.score,
    gains.target_score,
    gains.dimension_gain,
    gains.total_gain,
    gains.is_estimated,
    gains.crosses,
    gains.usual_cases,
    gains.usual_mean,
    gains.usual_by
from needs
inner join days
    on
        needs.score_key = days.score_key
        and needs.indicator_id = days.indicator_id
left join gains
    on {{ surrogate_key(['needs.score_key', 'needs.indicator_id', 'needs.target']) }} = gains.target_key
left join names
    on needs.indicator_id = names.indicator_id
