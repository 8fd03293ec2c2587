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

    select distinct means.peer_group_key, means.indicator_id, means.peer_mean
    from {{ ref('int_indicator_scores') }} as means
    inner join latest
        on means.assessment_date = latest.assessment_date
    where means.peer_mean is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by peer_group_key, indicator_id
            order by signed_value desc, subject_id asc
        ) as place,
        count(*) over (partition by peer_group_key, indicator_id) as peer_count
    from peers

)

select
    ranked.peer_group_key,
    ranked.indicator_id,
    'top_tenth' as target,
    min(ranked.signed_value) as rank_value
from ranked
inner join means
    on
        ranked.peer_group_key = means.peer_group_key
        and ranked.indicator_id = means.indicator_id
where ranked.place <= ceil(ranked.peer_count / cast(10 as double))
group by 1, 2

union all

select
    means.peer_group_key,
    means.indicator_id,
    'peer_mean' as target,
    case when peers.better = 'up' then means.peer_mean else -means.peer_mean end as rank_value
from means
inner join (select distinct peer_group_key, indicator_id, better from peers) as peers
    on
        means.peer_group_key = peers.peer_group_key
        and means.indicator_id = peers.indicator_id
