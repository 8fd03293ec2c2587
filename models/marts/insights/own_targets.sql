{#
    OWN TARGETS  自设目标
    Where each indicator stands to the value that the shop has set itself in reference/targets: how far it is, how many
    good events it takes, and on which day ahead the value crosses the target when nothing new happens. Hours have a
    distance and a day; no single case is good by itself, so they have no number of events.
#}
with

targets as (

    select * from {{ ref('stg_reference__targets') }}

),

days as (

    select
        indicator_scores.*,
        targets.value as target_value,
        case when indicator_scores.better = 'up' then 1 else -1 end as sign
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join targets
        on
            indicator_scores.subject_key = targets.shop_key
            and indicator_scores.indicator_id = targets.indicator_id

),

judged as (

    select
        *,
        case
            when value is not null then round(sign * value, 9) >= round(sign * target_value, 9)
        end as is_reached
    from days

),

today as (

    select judged.*
    from judged
    inner join {{ ref('int_assessment_dates') }} as dates
        on judged.assessment_date = dates.assessment_date
    where dates.is_latest

),

crossings as (

    select
        today.score_key,
        today.indicator_id,
        min(ahead.assessment_date) as crosses_on
    from today
    inner join judged as ahead
        on
            today.score_key = ahead.seen_score_key
            and today.indicator_id = ahead.indicator_id
    where
        ahead.is_forecast
        and today.is_reached <> ahead.is_reached
    group by 1, 2

),

needs as (

    select
        needs.*,
        names.good_event_en,
        names.good_event_zh
    from {{ ref('int_target_needs') }} as needs
    left join {{ ref('indicator_names') }} as names
        on needs.indicator_id = names.indicator_id
    where needs.target = 'own_target'

)

select
    today.assessment_date, today.system_id, today.rule_version, today.subject_type, today.subject_id, today.platform,
    today.dimension_id, today.indicator_id, today.unit, today.better,
    today.value,
    today.target_value,
    round(
        case when today.better = 'up' then today.value - today.target_value else today.target_value - today.value end, 9
    ) as distance,
    case when today.is_reached then 'reached' when not today.is_reached then 'short' else 'no_value' end as state,
    crossings.crosses_on,
    case
        when crossings.crosses_on is not null then case when today.is_reached then 'short' else 'reached' end
    end as crosses_to,
    needs.needed,
    needs.needed_by_date,
    needs.by_date,
    needs.good_event_en,
    needs.good_event_zh
from today
left join crossings
    on
        today.score_key = crossings.score_key
        and today.indicator_id = crossings.indicator_id
left join needs
    on
        today.score_key = needs.score_key
        and today.indicator_id = needs.indicator_id
