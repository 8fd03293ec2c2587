{#
    TARGET DAYS  目标测算日
    Today and the days ahead, per indicator that a good event can lift: the sums of its window, what one event adds on the
    last day of the window, and how its score hangs in the total. Goodness: the value where more is better, its negative
    where less is. Hours are left out: no single event is good by itself, so no number of events would be an answer.
#}
with

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

indicator_scores as (

    select * from {{ ref('int_indicator_scores') }}

),

dimensions as (

    select * from {{ ref('int_dimension_scores') }}

),

totals as (

    select * from {{ ref('int_scores') }}

),

days as (

    select
        indicator_scores.*,
        case when indicator_scores.better = 'up' then 1 else -1 end as sign,
        cast(date_trunc('quarter', indicator_scores.assessment_date) as date) as quarter_start,
        indicator_scores.weight_in_dimension * dimensions.weight as weight_in_total,
        -- not rounded, unlike the published one; decimal addends, so that their order does not show
        cast(
            sum(
                cast(
                    indicator_scores.score * indicator_scores.weight_in_dimension * dimensions.weight as decimal(38, 18)
                )
            ) over (
                partition by indicator_scores.score_key
            ) as double
        ) as exact_total
    from indicator_scores
    inner join latest
        on indicator_scores.seen_on = latest.assessment_date
    left join dimensions
        on
            indicator_scores.score_key = dimensions.score_key
            and indicator_scores.dimension_id = dimensions.dimension_id

)

select
    days.score_key, days.seen_score_key, days.seen_peer_group_key, days.subject_key,
    days.seen_on, days.assessment_date as target_date, days.system_id, days.rule_version, days.subject_id,
    days.indicator_id, days.platform, days.subject_type, days.industry, days.dimension_id, days.unit, days.better,
    days.method, days.floor, days.ceiling, days.is_benchmarked, days.is_starter, days.peer_count, days.valid_orders,
    days.value, days.decayed_value, days.score, days.weight_in_total, days.exact_total,
    totals.score as total,
    {{ add_days('days.seen_on', 'days.near_days') }} as counts_from,
    days.sign,
    days.sign * days.best_value as event_rank_value,
    days.sign * cast(days.numerator as double) as numerator,
    cast(days.denominator as double) as denominator,
    days.sign * cast(days.decayed_numerator as double) as decayed_numerator,
    cast(days.decayed_denominator as double) as decayed_denominator,
    -- in the measure of the decayed sums, which start anew with the quarter
    case
        when days.half_life_days is null then 1
        else power(
            cast(2 as double),
            ({{ days_between('days.quarter_start', 'days.assessment_date') }} - days.near_days)
            / cast(days.half_life_days as double)
        )
    end as event_weight
from days
inner join totals
    on days.score_key = totals.score_key
where
    days.value is not null
    and days.best_value is not null
    and days.unit <> 'hours'
