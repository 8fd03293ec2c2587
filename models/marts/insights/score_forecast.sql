{#
    SCORE FORECAST  分数预测
    Every score on each of the days ahead when nothing new happens, with the values of its indicators. Seen from the
    assessment date: known is what was known by the day before, and of the day itself what files exported before its
    noon tell. Exact for means and rates; a total that hangs on ranks holds if the peers hold still, and the row says
    so; beside it stands the total when nothing new happens to them either. And the mean of the last 7 days up to each, which
    the lines of promotions look at.
#}
{% set mean_days = 7 %}
with

scores as (

    select
        *,
        case
            when count(score) over days_of_mean = {{ mean_days }}
                then cast(sum(cast(score as decimal(38, 12))) over days_of_mean as double) / {{ mean_days }}
        end as mean_7d
    from {{ ref('int_scores') }}
    window days_of_mean as (
        partition by subject_version_key order by assessment_date
        rows between {{ mean_days - 1 }} preceding and current row
    )

),

indicators_ahead as (

    select * from {{ ref('int_indicator_forecast') }}

),

values_ahead as (

    select
        score_key,
        {{ map_of('indicator_id', 'value') }} as indicator_values,
        max(case when score is not null and basis <> 'exact' then 1 else 0 end) = 1 as hangs_on_peers
    from indicators_ahead
    where is_of_today
    group by 1

),

idle_dimensions as (

    select
        indicators_ahead.score_key,
        indicators_ahead.dimension_id,
        dimensions.full_weight,
        round(
            cast(sum(cast(indicators_ahead.weight * indicators_ahead.idle_score as decimal(38, 12))) as double)
            / nullif(sum(indicators_ahead.weight), 0), 9
        ) as idle_score
    from indicators_ahead
    inner join {{ ref('int_dimension_scores') }} as dimensions
        on
            indicators_ahead.score_key = dimensions.score_key
            and indicators_ahead.dimension_id = dimensions.dimension_id
    where indicators_ahead.idle_score is not null
    group by 1, 2, 3

),

idle_totals as (

    select
        score_key,
        round(
            cast(sum(cast(full_weight * idle_score as decimal(38, 12))) as double)
            / nullif(sum(full_weight), 0), 9
        ) as idle_score
    from idle_dimensions
    group by 1

),

-- within the scale, as the total itself; the points of the growth stage hang on no peer
idle as (

    select
        scores.score_key,
        case
            when scores.stage = 'growth' then scores.score
            when scores.score is not null
                then {{ on_scale('idle_totals.idle_score + coalesce(scores.points_adjusted, 0)', 'scores') }}
        end as idle_score
    from scores
    left join idle_totals
        on scores.score_key = idle_totals.score_key

)

select
    ahead.seen_on as assessment_date,
    ahead.system_id,
    ahead.rule_version,
    ahead.subject_type,
    ahead.subject_id,
    ahead.platform,
    ahead.assessment_date as target_date,
    {{ days_between('ahead.seen_on', 'ahead.assessment_date') }} as days_ahead,
    ahead.score,
    round(ahead.score - today.score, 9) as change,
    ahead.status,
    ahead.valid_orders,
    case when values_ahead.hangs_on_peers then 'peers_held_still' else 'exact' end as basis,
    idle.idle_score,
    round(idle.idle_score - today.score, 9) as idle_change,
    values_ahead.indicator_values,
    ahead.mean_7d
from scores as ahead
inner join scores as today
    on ahead.seen_score_key = today.score_key
left join values_ahead
    on ahead.score_key = values_ahead.score_key
left join idle
    on ahead.score_key = idle.score_key
where ahead.is_forecast
