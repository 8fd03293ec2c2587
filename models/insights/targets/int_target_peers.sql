{#
    TARGET PEERS  同行目标
    The mean of the peers' values today, and the value of the last one in their best tenth; of fewer than min_peers
    there is neither.
#}
with

values_of_a_day as (

    select * from {{ ref('int_indicator_values') }}

),

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

peers as (

    select
        values_of_a_day.*,
        case when values_of_a_day.better = 'up' then 1 else -1 end * values_of_a_day.value as signed_value
    from values_of_a_day
    inner join latest
        on values_of_a_day.assessment_date = latest.assessment_date
    where
        values_of_a_day.industry is not null
        and values_of_a_day.reaches_minimum
        and values_of_a_day.value is not null

),

means as (

    select means.*
    from {{ ref('int_peer_means') }} as means
    inner join latest
        on means.assessment_date = latest.assessment_date
    where means.peer_mean is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by system_id, rule_version, industry, indicator_id
            order by signed_value desc, subject_id asc
        ) as place,
        count(*) over (partition by system_id, rule_version, industry, indicator_id) as peer_count
    from peers

)

select
    ranked.system_id,
    ranked.rule_version,
    ranked.industry,
    ranked.indicator_id,
    'top_tenth' as target,
    min(ranked.signed_value) as rank_value
from ranked
inner join means
    on
        ranked.system_id = means.system_id
        and ranked.rule_version = means.rule_version
        and ranked.industry = means.industry
        and ranked.indicator_id = means.indicator_id
where ranked.place <= ceil(ranked.peer_count / cast(10 as double))
group by 1, 2, 3, 4

union all

select
    means.system_id,
    means.rule_version,
    means.industry,
    means.indicator_id,
    'peer_mean' as target,
    case when peers.better = 'up' then means.peer_mean else -means.peer_mean end as rank_value
from means
inner join (select distinct system_id, rule_version, indicator_id, better from peers) as peers
    on
        means.system_id = peers.system_id
        and means.rule_version = peers.rule_version
        and means.indicator_id = peers.indicator_id
