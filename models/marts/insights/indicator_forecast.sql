{#
    INDICATOR FORECAST  指标预测
    Every indicator of every score on each of the days ahead when nothing new happens: facts leave the window, cohorts
    old enough enter it. Seen from the assessment date: known is what was known by the day before, and of the day itself
    what files exported before its noon tell. Values are exact; a score by rank holds if the peers hold still, and the
    row says so; beside it stands the one when nothing new happens to them either.
#}
with

scored as (

    select * from {{ ref('int_indicator_scores') }}

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
    ahead.dimension_id,
    ahead.indicator_id,
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
        when ahead.method = 'mean_of_stars' or ahead.dimension_id is null or ahead.is_benchmarked then 'exact'
        else 'peers_held_still'
    end as basis,
    idle.idle_percentile,
    idle.idle_score
from scored as ahead
inner join scored as today
    on
        ahead.seen_on = today.assessment_date
        and ahead.system_id = today.system_id
        and ahead.rule_version = today.rule_version
        and ahead.subject_id = today.subject_id
        and ahead.indicator_id = today.indicator_id
left join {{ ref('int_idle_scores') }} as idle
    on
        ahead.assessment_date = idle.assessment_date
        and ahead.system_id = idle.system_id
        and ahead.rule_version = idle.rule_version
        and ahead.subject_id = idle.subject_id
        and ahead.indicator_id = idle.indicator_id
where ahead.is_forecast
