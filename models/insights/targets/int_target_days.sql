{#
    TARGET DAYS  目标测算日
    Today and the days ahead, per indicator that a good event can lift: the sums of its window, what one event adds on the
    last day of the window, and how its score hangs in the total. Goodness: the value where more is better, its negative
    where less is. Hours and seconds by rank are left out: no single event is good by itself; by steps and curves a case that
    takes no time is one.
    Beside it the line aimed at, the next one above today's total, and the score that alone would lift the total to it, with
    what is added and taken off.
#}
with

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

totals as (

    select * from {{ ref('int_scores') }}

),

next_lines as (

    select
        totals.score_key,
        thresholds.threshold_id,
        thresholds.limit_value,
        row_number() over (
            partition by totals.score_key
            order by thresholds.limit_value, thresholds.threshold_id
        ) as place
    from totals
    inner join latest
        on totals.assessment_date = latest.assessment_date
    inner join {{ ref('thresholds') }} as thresholds
        on
            totals.system_id = thresholds.system_id
            and totals.rule_version = thresholds.rule_version
            and thresholds.item = 'total'
            and totals.score < thresholds.limit_value
            and {{ valid_on('totals.assessment_date', 'thresholds') }}

),

days as (

    select
        indicator_scores.*,
        case when indicator_scores.better = 'up' then 1 else -1 end as sign,
        cast(date_trunc('quarter', indicator_scores.assessment_date) as date) as quarter_start,
        weights.weight_in_total,
        -- not rounded, unlike the published one; decimal addends, so that their order does not show
        cast(
            sum(cast(indicator_scores.score * weights.weight_in_total as decimal(38, 18))) over (
                partition by indicator_scores.score_key
            ) as double
        ) as exact_total
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join latest
        on indicator_scores.seen_on = latest.assessment_date
    left join {{ ref('int_points_lost') }} as weights
        on
            indicator_scores.score_key = weights.score_key
            and indicator_scores.indicator_id = weights.indicator_id

),

aimed as (

    select
        days.*,
        totals.score as total,
        next_lines.threshold_id,
        totals.score >= next_lines.limit_value as is_reached,
        days.score
        + (next_lines.limit_value - days.exact_total - coalesce(totals.points_adjusted, 0)) / days.weight_in_total
            as required_score, coalesce(totals.points_adjusted, 0) as points_adjusted
    from days
    inner join totals
        on days.score_key = totals.score_key
    left join next_lines
        on
            days.seen_score_key = next_lines.score_key
            and next_lines.place = 1
            and days.weight_in_total > 0
    where
        days.value is not null
        and days.best_value is not null
        and (days.unit not in ('hours', 'seconds') or days.method in ('limits', 'learned'))

)

select
    score_key, seen_score_key, seen_peer_group_key, subject_key, seen_on, assessment_date as target_date,
    system_id, rule_version, subject_id, indicator_id, platform, subject_type, industry, dimension_id, unit, better,
    method, floor, ceiling, is_benchmarked, is_starter, peer_count, valid_orders,
    subject_rule_key, is_small_shop, next_limit, far_days - near_days + 1 as window_days,
    value, decayed_value, score, weight_in_dimension, weight_in_total, total,
    {{ add_days('seen_on', 'near_days') }} as counts_from,
    sign, exact_total + points_adjusted as exact_total,
    sign * best_value as event_rank_value,
    sign * cast(numerator as double) as numerator,
    cast(denominator as double) as denominator,
    sign * cast(decayed_numerator as double) as decayed_numerator,
    cast(decayed_denominator as double) as decayed_denominator,
    -- in the measure of the decayed sums, which start anew with the quarter
    case
        when half_life_days is null then 1
        else power(
            cast(2 as double),
            ({{ days_between('quarter_start', 'assessment_date') }} - near_days) / cast(half_life_days as double)
        )
    end as event_weight,
    threshold_id, is_reached, required_score,
    -- scores have nine decimals: half of the last one below is there already
    (required_score - 0.5e-9 - floor) / (ceiling - floor) as required_percentile
from aimed
