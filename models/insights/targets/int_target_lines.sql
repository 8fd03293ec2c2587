{#
    TARGET LINES  目标分数线
    The next line above each total today, and the score that each indicator alone would need, on each day, to lift the
    total to it.
#}
with

days as (

    select * from {{ ref('int_target_days') }}

),

thresholds as (

    select * from {{ ref('thresholds') }}

),

next_lines as (

    select
        days.seen_score_key,
        days.indicator_id,
        thresholds.threshold_id,
        thresholds.limit_value,
        row_number() over (
            partition by days.seen_score_key, days.indicator_id
            order by thresholds.limit_value, thresholds.threshold_id
        ) as place
    from days
    inner join thresholds
        on
            days.system_id = thresholds.system_id
            and days.rule_version = thresholds.rule_version
            and days.total < thresholds.limit_value
            and {{ valid_on('days.seen_on', 'thresholds') }}
    where days.target_date = days.seen_on

),

required as (

    select
        days.*,
        next_lines.threshold_id,
        days.total >= next_lines.limit_value as is_reached,
        days.score + (next_lines.limit_value - days.exact_total) / days.weight_in_total as required_score
    from days
    inner join next_lines
        on
            days.seen_score_key = next_lines.seen_score_key
            and days.indicator_id = next_lines.indicator_id
            and next_lines.place = 1
    where days.weight_in_total > 0

)

select
    *,
    -- scores have nine decimals: half of the last one below is there already
    (required_score - 0.5e-9 - floor) / (ceiling - floor) as required_percentile
from required
