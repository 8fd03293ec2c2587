{#
    TARGET NEEDS  所需好案例数
    How many good events each target takes, if they all came on the last day of the window and nothing else did: the least
    k with (sum + k * event) / (count + k) at the target or better; null: no number of them is enough. As things stand
    today, and on the day ahead on which the fewest are needed because something bad has left the window by then.
#}
with

days as (

    select * from {{ ref('int_target_days') }}

),

marks as (

    select days.score_key, days.indicator_id, peers.target, peers.rank_value, false as is_decayed
    from days
    inner join {{ ref('int_target_peers') }} as peers
        on days.seen_peer_group_key = peers.peer_group_key and days.indicator_id = peers.indicator_id

    union all

    select
        days.score_key, days.indicator_id, 'next_threshold' as target, thresholds.rank_value,
        days.method = 'industry_rank' as is_decayed
    from days
    left join {{ ref('int_target_thresholds') }} as thresholds
        on days.score_key = thresholds.score_key and days.indicator_id = thresholds.indicator_id
    where days.threshold_id is not null

    union all

    -- the limit that is the next one today, on every day ahead
    select
        days.score_key, days.indicator_id, 'next_limit' as target, days.sign * today.next_limit as rank_value,
        false as is_decayed
    from days
    inner join days as today on days.seen_score_key = today.score_key and days.indicator_id = today.indicator_id
    where today.next_limit is not null and today.score is not null

    union all

    select
        days.score_key, days.indicator_id, 'own_target' as target, days.sign * own_targets.value as rank_value,
        false as is_decayed
    from days
    inner join {{ ref('stg_reference__targets') }} as own_targets
        on days.subject_key = own_targets.shop_key and days.indicator_id = own_targets.indicator_id

),

sums as (

    select
        marks.*,
        days.seen_score_key, days.seen_on, days.target_date, days.counts_from, days.sign, days.event_rank_value,
        case when marks.target = 'next_threshold' then days.threshold_id end as threshold_id,
        case when marks.is_decayed then 'decayed_value' else 'value' end as measure,
        case
            when marks.target = 'next_threshold' then days.is_reached
            else round(days.sign * days.value, 9) >= round(marks.rank_value, 9)
        end as is_reached,
        -- values are compared on nine decimals: half of the last one below is there already
        marks.rank_value - 0.5e-9 as reached_from,
        case when marks.is_decayed then days.decayed_numerator else days.numerator end as numerator,
        case when marks.is_decayed then days.decayed_denominator else days.denominator end as denominator,
        case when marks.is_decayed then days.event_weight else 1 end as event_weight
    from marks
    inner join days on marks.score_key = days.score_key and marks.indicator_id = days.indicator_id

),

needs as (

    select
        *,
        case
            when is_reached then 0
            -- where the best an event can bring is the target itself, one bad case keeps it out of reach
            when event_rank_value - rank_value > 0.5e-9
                then cast(
                    greatest(
                        ceil(
                            (reached_from * denominator - numerator)
                            / ((event_rank_value - reached_from) * event_weight)
                        ), 1
                    ) as bigint
                )
        end as needed
    from sums

),

compared as (

    select
        *,
        first_value(needed) over the_fewest as fewest,
        first_value(target_date) over the_fewest as fewest_on
    from needs
    -- a cohort that is over takes no more events: until counts_from a day helps only where none is needed
    where target_date = seen_on or target_date >= counts_from or needed = 0
    window the_fewest as (
        partition by seen_score_key, indicator_id, target
        order by needed nulls last, target_date
    )

)

select
    score_key, seen_on as assessment_date, indicator_id, target, threshold_id, measure, counts_from,
    -- the value of a line is computed; beyond nine decimals it is noise
    sign * case when threshold_id is null then rank_value else round(rank_value, 9) end as target_value,
    needed,
    case when needed is null or fewest < needed then fewest end as needed_by_date,
    case when fewest < needed or (needed is null and fewest is not null) then fewest_on end as by_date
from compared
where target_date = seen_on
