{#
    FORECAST RANKS  预测排名
    Where each subject will stand on the days ahead: if its peers hold still, its own value of that day among the values
    that the others have today; if they stand idle, among those that the others have on that day when nothing new
    happens to them either. Same rule as in int_peer_ranks.
#}
with

peer_values as (

    select * from {{ ref('int_indicator_values') }}
    where
        industry is not null
        and reaches_minimum
        and decayed_value is not null

),

values_ahead as (

    select * from peer_values
    where is_forecast

),

peers as (

    select * from peer_values
    where not is_forecast

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

),

compared as (

    select
        values_ahead.score_key,
        values_ahead.indicator_id,
        count(peers.score_key) + 1 as peer_count,
        sum(case when {{ ranks_below('peers', 'values_ahead') }} then 1 else 0 end) as peers_behind
    from values_ahead
    left join peers
        on
            values_ahead.seen_peer_group_key = peers.peer_group_key
            and values_ahead.indicator_id = peers.indicator_id
            and values_ahead.seen_score_key <> peers.score_key
    group by 1, 2

),

idle as (

    select
        *,
        count(*) over (partition by peer_group_key, indicator_id) as idle_peer_count,
        rank() over (partition by peer_group_key, indicator_id order by rank_value, valid_orders) - 1
            as idle_peers_behind
    from values_ahead

)

select
    idle.assessment_date,
    idle.system_id,
    idle.rule_version,
    idle.subject_id,
    idle.score_key,
    idle.indicator_id,
    compared.peer_count,
    compared.peers_behind,
    case
        when compared.peer_count >= min_peers.value
            then compared.peers_behind / cast(nullif(compared.peer_count - 1, 0) as double)
    end as percentile,
    idle.idle_peer_count,
    case
        when idle.idle_peer_count >= min_peers.value
            then idle.idle_peers_behind / cast(nullif(idle.idle_peer_count - 1, 0) as double)
    end as idle_percentile
from idle
inner join compared
    on
        idle.score_key = compared.score_key
        and idle.indicator_id = compared.indicator_id
left join min_peers
    on
        idle.platform = min_peers.platform
        and {{ valid_on('idle.assessment_date', 'min_peers') }}
