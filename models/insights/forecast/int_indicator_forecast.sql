{#
    INDICATOR FORECAST  指标预测
    Every indicator of every score on each of the days ahead when nothing new happens: beside the points that hold if the
    peers hold still, the idle ones, by ranks among the values that all peers have on that day when nothing new happens
    to them either. What hangs on no rank is what it is anyway.
#}
with

scored as (

    select * from {{ ref('int_indicator_scores') }}

),

ahead as (

    select
        *,
        dimension_id is not null and reaches_minimum as has_points,
        method = 'industry_rank' and not is_benchmarked as is_by_rank
    from scored
    where is_forecast

)

select
    ahead.seen_on as assessment_date,
    ahead.system_id,
    ahead.rule_version,
    ahead.subject_type,
    ahead.subject_id,
    ahead.score_key,
    ahead.platform,
    ahead.assessment_date as target_date,
    {{ days_between('ahead.seen_on', 'ahead.assessment_date') }} as days_ahead,
    ahead.dimension_id,
    ahead.indicator_id,
    ahead.weight,
    ahead.numerator,
    ahead.denominator,
    ahead.value,
    ahead.value_missing_reason,
    round(ahead.value - today.value, 9) as value_change,
    ahead.decayed_value,
    ahead.unit,
    ahead.better,
    ahead.percentile,
    ahead.score,
    round(ahead.score - today.score, 9) as score_change,
    case
        when ahead.method = 'industry_rank' and ahead.dimension_id is not null and not ahead.is_benchmarked
            then 'peers_held_still'
        else 'exact'
    end as basis,
    today.score_key is not null as is_of_today,
    case when ahead.has_points and ahead.is_by_rank then ahead.idle_percentile end as idle_percentile,
    case
        when ahead.has_points and ahead.is_by_rank
            then ahead.floor + (ahead.ceiling - ahead.floor) * ahead.idle_percentile
        when ahead.has_points then ahead.score
    end as idle_score
from ahead
left join scored as today
    on
        ahead.seen_score_key = today.score_key
        and ahead.indicator_id = today.indicator_id
