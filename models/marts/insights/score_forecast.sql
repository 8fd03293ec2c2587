{#
    SCORE FORECAST  分数预测
    Every score on each of the days ahead when nothing new happens, with the values of its indicators. Exact for means
    and rates; a total that hangs on ranks holds if the peers hold still, and the row says so.
#}
with

scores as (

    select * from {{ ref('int_scores') }}

),

indicators_ahead as (

    select
        target_date,
        system_id,
        rule_version,
        subject_id,
        {{ map_of('indicator_id', 'value') }} as indicator_values,
        max(case when score is not null and basis <> 'exact' then 1 else 0 end) = 1 as hangs_on_peers
    from {{ ref('indicator_forecast') }}
    group by 1, 2, 3, 4

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
    case when indicators_ahead.hangs_on_peers then 'peers_held_still' else 'exact' end as basis,
    indicators_ahead.indicator_values
from scores as ahead
inner join scores as today
    on
        ahead.seen_on = today.assessment_date
        and ahead.system_id = today.system_id
        and ahead.rule_version = today.rule_version
        and ahead.subject_id = today.subject_id
left join indicators_ahead
    on
        ahead.assessment_date = indicators_ahead.target_date
        and ahead.system_id = indicators_ahead.system_id
        and ahead.rule_version = indicators_ahead.rule_version
        and ahead.subject_id = indicators_ahead.subject_id
where ahead.is_forecast
