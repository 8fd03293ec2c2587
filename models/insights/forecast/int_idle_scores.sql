{#
    IDLE SCORES  同行同样静止时的得分
    The points of every indicator on the days ahead when nothing new happens to anybody: ranks among the values that all
    peers have on that day. What hangs on no rank is what it is anyway.
#}
with

ahead as (

    select * from {{ ref('int_indicator_scores') }}
    where
        is_forecast
        and dimension_id is not null
        and reaches_minimum

)

select
    ahead.assessment_date,
    ahead.system_id,
    ahead.rule_version,
    ahead.subject_id,
    ahead.score_key,
    ahead.dimension_id,
    ahead.indicator_id,
    ahead.weight,
    case when ahead.method = 'industry_rank' and not ahead.is_benchmarked then ranks.idle_percentile end
        as idle_percentile,
    case
        when ahead.method = 'industry_rank' and not ahead.is_benchmarked
            then ahead.floor + (ahead.ceiling - ahead.floor) * ranks.idle_percentile
        else ahead.score
    end as idle_score
from ahead
left join {{ ref('int_forecast_ranks') }} as ranks
    on
        ahead.assessment_date = ranks.assessment_date
        and ahead.system_id = ranks.system_id
        and ahead.rule_version = ranks.rule_version
        and ahead.subject_id = ranks.subject_id
        and ahead.indicator_id = ranks.indicator_id
