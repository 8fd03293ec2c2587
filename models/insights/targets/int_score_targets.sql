{#
    SCORE TARGETS  目标测算
    How many good events bring an indicator to the next line of the total, to the mean of the peers and into their best
    tenth: as things stand today, and on the day ahead on which the fewest are needed because something bad has left the
    window by then. Genuine orders only: a number of events is a measure of distance, not an offer to make them up.
#}
with

needs as (

    select * from {{ ref('int_target_needs') }}

),

today as (

    select * from needs
    where target_date = seen_on

),

days_ahead as (

    select
        *,
        row_number() over (
            partition by seen_score_key, indicator_id, target
            order by needed nulls last, target_date
        ) as place
    from needs
    -- a cohort that is over takes no more events: until counts_from a day helps only where none is needed
    where target_date >= counts_from or needed = 0

),

days as (

    select * from {{ ref('int_target_days') }}

),

names as (

    select * from {{ ref('indicator_names') }}

)

select
    today.score_key,
    today.seen_on as assessment_date,
    days.system_id,
    days.rule_version,
    days.subject_type,
    days.subject_id,
    days.platform,
    days.dimension_id,
    today.indicator_id,
    today.target,
    today.threshold_id,
    today.measure,
    case when today.measure = 'value' then days.value else days.decayed_value end as current_value,
    today.target_value,
    days.unit,
    days.better,
    names.good_event_en,
    names.good_event_zh,
    today.needed,
    case
        when days_ahead.needed < today.needed or today.needed is null then days_ahead.needed
    end as needed_by_date,
    case
        when days_ahead.needed < today.needed or (today.needed is null and days_ahead.needed is not null)
            then days_ahead.target_date
    end as by_date,
    today.counts_from,
    days.peer_count
from today
inner join days
    on
        today.score_key = days.score_key
        and today.indicator_id = days.indicator_id
left join days_ahead
    on
        today.seen_score_key = days_ahead.seen_score_key
        and today.indicator_id = days_ahead.indicator_id
        and today.target = days_ahead.target
        and days_ahead.place = 1
left join names
    on today.indicator_id = names.indicator_id
