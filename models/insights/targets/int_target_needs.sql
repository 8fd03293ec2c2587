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

targets as (

    select
        days.score_key, days.indicator_id, peers.target, cast(null as string) as threshold_id,
        'value' as measure,
        round(days.sign * days.value, 9) >= round(peers.rank_value, 9) as is_reached,
        peers.rank_value
    from days
    inner join {{ ref('int_target_peers') }} as peers
        on
            days.seen_peer_group_key = peers.peer_group_key
            and days.indicator_id = peers.indicator_id

    union all

    select
        days.score_key, days.indicator_id, 'next_threshold' as target, days.threshold_id,
        case when days.method = 'industry_rank' then 'decayed_value' else 'value' end as measure,
        days.is_reached,
        thresholds.rank_value
    from days
    left join {{ ref('int_target_thresholds') }} as thresholds
        on
            days.score_key = thresholds.score_key
            and days.indicator_id = thresholds.indicator_id
    where days.threshold_id is not null

    union all

    select
        days.score_key, days.indicator_id, 'own_target' as target, cast(null as string) as threshold_id,
        'value' as measure,
        round(days.sign * days.value, 9) >= round(days.sign * own_targets.value, 9) as is_reached,
        days.sign * own_targets.value as rank_value
    from days
    inner join {{ ref('stg_reference__targets') }} as own_targets
        on
            days.subject_key = own_targets.shop_key
            and days.indicator_id = own_targets.indicator_id

),

sums as (

    select
        targets.*,
        days.seen_score_key, days.seen_on, days.target_date, days.counts_from, days.sign, days.event_rank_value,
        -- values are compared on nine decimals: half of the last one below is there already
        targets.rank_value - 0.5e-9 as reached_from,
        case when targets.measure = 'value' then days.numerator else days.decayed_numerator end as numerator,
        case when targets.measure = 'value' then days.denominator else days.decayed_denominator end as denominator,
        case when targets.measure = 'value' then 1 else days.event_weight end as event_weight
    from targets
    inner join days
        on
            targets.score_key = days.score_key
            and targets.indicator_id = days.indicator_id

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
