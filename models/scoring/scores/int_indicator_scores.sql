{#
    INDICATOR SCORES  指标得分
    The value turned into points: stars and points as they are, the step of its limits, a percentile on the line from
    floor to ceiling. The percentile is that of a benchmark, else the share of the other peers strictly behind (of two
    with one value the one with more valid orders is ahead), else that of a starter curve. A day ahead ranks among the
    values that the others have today, and idle among those of that day if nothing new happens.
#}
{% set today = 'count(case when not is_forecast then 1 end)' %}
{% set groups = [('of_day', 'peer_group_key', 'count(*)'), ('seen', 'seen_peer_group_key', today),
    ('own', 'seen_score_key', today)] %}
with

indicator_values as (

    select * from {{ ref('int_indicator_values') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

peer_means as (

    select
        peer_group_key, indicator_id, count(*) as peer_count, median(value) as peer_median,
        cast(sum(cast(value as decimal(38, 12))) as double) / count(*) as peer_mean
    from indicator_values
    where is_peer and not is_forecast
    group by 1, 2

),

-- how many of its day, of the day it is seen from, and of its own on that day there are, and are strictly behind
ranks as (

    select
        score_key, indicator_id, is_forecast,
    {% for those, key, counted in groups %}
        {{ counted }} over (partition by {{ key }}, indicator_id) as {{ those }},
        {{ counted }} over (partition by {{ key }}, indicator_id order by rank_value, valid_orders)
        - {{ counted }} over (partition by {{ key }}, indicator_id, rank_value, valid_orders)
            as {{ those }}_behind{{ ',' if not loop.last }}
    {% endfor %}
    from indicator_values
    where is_peer

),

placed as (

    select
        indicator_values.*,
        coalesce(means.peer_count, 0) as peer_count,
        case when means.peer_count >= indicator_values.min_peers then means.peer_mean end as peer_mean,
        case when means.peer_count >= indicator_values.min_peers then means.peer_median end as peer_median,
        case
            when ranks.seen - ranks.own + 1 >= indicator_values.min_peers
                then (ranks.seen_behind - ranks.own_behind) / cast(nullif(ranks.seen - ranks.own, 0) as double)
        end as peer_percentile,
        case
            when ranks.is_forecast and ranks.of_day >= indicator_values.min_peers
                then ranks.of_day_behind / cast(nullif(ranks.of_day - 1, 0) as double)
        end as idle_percentile,
        points.points, points.is_small_shop, points.next_limit, points.next_points
    from indicator_values
    left join peer_means as means
        on indicator_values.peer_group_key = means.peer_group_key and indicator_values.indicator_id = means.indicator_id
    left join ranks
        on indicator_values.score_key = ranks.score_key and indicator_values.indicator_id = ranks.indicator_id
    left join {{ ref('int_indicator_points') }} as points
        on indicator_values.score_key = points.score_key and indicator_values.indicator_id = points.indicator_id

),

scored as (

    select
        *,
        benchmark_percentile is not null or (peer_percentile is null and starter_percentile is not null)
            as is_benchmarked,
        coalesce(benchmark_percentile, peer_percentile) is null and starter_percentile is not null as is_starter,
        -- what is shown only and has no best value has no better side: there is nobody to beat
        case
            when dimension_id is not null or best_value is not null
                then coalesce(benchmark_percentile, peer_percentile, starter_percentile)
        end as percentile,
        case
            when dimension_id is null or not reaches_minimum then null
            when method in ('mean_of_stars', 'points') then value
            when method in ('limits', 'learned')
                then case when coalesce(value_missing_reason, 'no_cases') = 'no_cases' then points end
            else floor + (ceiling - floor) * coalesce(benchmark_percentile, peer_percentile, starter_percentile)
        end as score
    from placed

),

reasoned as (

    select
        *,
        case
            when score is not null then null
            when value_missing_reason is not null then value_missing_reason
            when dimension_id is null or not reaches_minimum then null
            when method = 'industry_rank' then 'too_few_peers'
            when method = 'limits' and coalesce(weight, 1) > 0 then 'no_limits'
        end as missing_reason
    from scored

)

select
    *,
    missing_reason is not null as is_missing,
    dimension_id is not null and coalesce(weight, 1) > 0 and coalesce(missing_reason, 'no_cases') <> 'no_cases'
        as makes_partial,
    coalesce(missing_reason = 'no_limits', false) or (score is not null and weight is null) as needs_limits,
    dimension_id is not null and method = 'learned' and reaches_minimum and score is null as needs_pages,
    case when dimension_id is not null then {{ weight_among_scored('weight', 'score', 'one_dimension') }} end
        as weight_in_dimension
from reasoned window one_dimension as (partition by score_key, dimension_id)
