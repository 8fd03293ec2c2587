{#
    TARGET GAINS  目标收益
    What each target gives: the points that the indicator has there (the mean of stars or points itself, the step of its
    limits, the point of its learned curve), by its weights what the dimension and the total gain before bonus and
    deductions, and which lines of the day they cross by that. By rank the points hang on the others: none. Beside it
    the mean that the cases of the next days must have, if there are as many as usual, for the target to be met by them.
#}
{% set days_of_cases = 7 %}
with

days as (

    select * from {{ ref('int_target_days') }}

),

steps as (

    select * from {{ ref('int_limit_steps') }}

),

lines as (

    select * from {{ ref('int_line_values') }}
    where statistic = 'day' and line_value < limit_value

),

-- the first days on which all of these cases count
usual_days as (

    select * from days
    where target_date = {{ add_days('counts_from', days_of_cases - 1) }}

),

marks as (

    select
        needs.score_key, needs.indicator_id, needs.target, needs.target_value, needs.needed, needs.measure,
        days.dimension_id, days.method, days.sign, days.score, days.weight_in_dimension, days.weight_in_total,
        days.subject_rule_key, days.is_small_shop, days.event_rank_value,
        round(days.sign * needs.target_value, 9) as rank_value,
        cast(round(days.denominator * {{ days_of_cases }} / days.window_days) as bigint) as usual_cases,
        {{ add_days('needs.counts_from', days_of_cases - 1) }} as usual_by
    from {{ ref('int_target_needs') }} as needs
    inner join days
        on needs.score_key = days.score_key and needs.indicator_id = days.indicator_id

),

measured as (

    select
        marks.*,
        case
            when marks.needed = 0 or marks.score is null or marks.measure <> 'value' then null
            when marks.method in ('mean_of_stars', 'points') then marks.target_value
            when not marks.is_small_shop
                then steps.points + coalesce(steps.slope * (marks.rank_value - steps.from_rank_value), 0)
        end as target_score,
        -- the sums of that day are what is left of today's when nothing new happens; a version may be over by then
        case
            when marks.measure = 'value' and coalesce(marks.needed, 1) > 0
                then (
                    marks.target_value * (ahead.denominator + marks.usual_cases) - marks.sign * ahead.numerator
                ) / nullif(marks.usual_cases, 0)
        end as usual_mean
    from marks
    left join steps
        on
            marks.subject_rule_key = steps.subject_rule_key
            and {{ lies_on('marks.rank_value', 'steps') }}
    left join usual_days as ahead
        on
            marks.score_key = ahead.seen_score_key
            and marks.indicator_id = ahead.indicator_id

),

gained as (

    select
        *,
        weight_in_dimension * (target_score - score) as dimension_gain,
        weight_in_total * (target_score - score) as total_gain
    from measured

),

crossed as (

    select
        gained.*,
        lines.threshold_id,
        -- published scores have nine decimals
        lines.line_value + case when lines.item = 'total' then gained.total_gain else gained.dimension_gain end
        >= lines.limit_value - 1e-9 as is_crossed
    from gained
    left join lines
        on gained.score_key = lines.score_key and lines.item in ('total', gained.dimension_id)

)

select
    score_key, indicator_id, target, target_score,
    round(dimension_gain, 9) as dimension_gain,
    round(total_gain, 9) as total_gain,
    target_score is not null and method = 'learned' as is_estimated,
    nullif({{ joined('case when is_crossed then threshold_id end') }}, '') as crosses,
    -- better than the best there is: the cases of these days are too few
    case when sign * usual_mean <= event_rank_value then usual_cases end as usual_cases,
    case when sign * usual_mean <= event_rank_value then usual_mean end as usual_mean,
    case when sign * usual_mean <= event_rank_value then usual_by end as usual_by
from crossed
group by
    score_key, indicator_id, target, target_score, dimension_gain, total_gain, method, sign,
    usual_cases, usual_mean, event_rank_value, usual_by
