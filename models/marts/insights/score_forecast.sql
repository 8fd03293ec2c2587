{#
    SCORE FORECAST  分数预测
    Every score on each of the days ahead when nothing new happens, with the values of its indicators. Seen from the
    assessment date: known is what was known by the day before, and of the day itself what files exported before its
    noon tell. Exact for means and rates; a total that hangs on ranks holds if the peers hold still, and the row says
    so; beside it stands the total when nothing new happens to them either.
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

),

idle_dimensions as (

    select
        idle.assessment_date,
        idle.system_id,
        idle.rule_version,
        idle.subject_id,
        idle.dimension_id,
        dimensions.full_weight,
        round(
            cast(sum(cast(idle.weight * idle.idle_score as decimal(38, 12))) as double) / sum(idle.weight), 9
        ) as idle_score
    from {{ ref('int_idle_scores') }} as idle
    inner join {{ ref('int_dimension_scores') }} as dimensions
        on
            idle.assessment_date = dimensions.assessment_date
            and idle.system_id = dimensions.system_id
            and idle.rule_version = dimensions.rule_version
            and idle.subject_id = dimensions.subject_id
            and idle.dimension_id = dimensions.dimension_id
    where idle.idle_score is not null
    group by 1, 2, 3, 4, 5, 6

),

idle_totals as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_id,
        round(
            cast(sum(cast(full_weight * idle_score as decimal(38, 12))) as double) / sum(full_weight), 9
        ) as idle_score
    from idle_dimensions
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
    idle_totals.idle_score,
    round(idle_totals.idle_score - today.score, 9) as idle_change,
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
left join idle_totals
    on
        ahead.assessment_date = idle_totals.assessment_date
        and ahead.system_id = idle_totals.system_id
        and ahead.rule_version = idle_totals.rule_version
        and ahead.subject_id = idle_totals.subject_id
where ahead.is_forecast
