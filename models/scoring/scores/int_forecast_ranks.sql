{#
    FORECAST RANKS  预测排名
    Where each subject will stand on the days ahead: if its peers hold still, its own value of that day among the values
    that the others have today; if they stand idle, among those that the others have on that day when nothing new
    happens to them either. Same rule as in int_peer_ranks.
#}
with

values_ahead as (

    select
        *,
        case when better = 'up' then decayed_value else -decayed_value end as rank_value
    from {{ ref('int_indicator_values') }}
    where
        is_forecast
        and industry is not null
        and reaches_minimum
        and decayed_value is not null

),

peers as (

    select * from {{ ref('int_peer_ranks') }}

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

),

compared as (

    select
        values_ahead.assessment_date,
        values_ahead.system_id,
        values_ahead.rule_version,
        values_ahead.platform,
        values_ahead.subject_id,
        values_ahead.score_key,
        values_ahead.indicator_id,
        count(peers.subject_id) + 1 as peer_count,
        sum(case when {{ ranks_below('peers', 'values_ahead') }} then 1 else 0 end) as peers_behind
    from values_ahead
    left join peers
        on
            values_ahead.seen_on = peers.assessment_date
            and values_ahead.system_id = peers.system_id
            and values_ahead.rule_version = peers.rule_version
            and values_ahead.industry = peers.industry
            and values_ahead.indicator_id = peers.indicator_id
            and values_ahead.subject_id <> peers.subject_id
    group by 1, 2, 3, 4, 5, 6, 7

),

idle as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_id,
        indicator_id,
        count(*) over (
            partition by assessment_date, system_id, rule_version, industry, indicator_id
        ) as peer_count,
        rank() over (
            partition by assessment_date, system_id, rule_version, industry, indicator_id
            order by rank_value, valid_orders
        ) - 1 as peers_behind
    from values_ahead

)

select
    compared.assessment_date,
    compared.system_id,
    compared.rule_version,
    compared.subject_id,
    compared.score_key,
    compared.indicator_id,
    compared.peer_count,
    compared.peers_behind,
    case
        when compared.peer_count >= min_peers.value
            then compared.peers_behind / cast(nullif(compared.peer_count - 1, 0) as double)
    end as percentile,
    idle.peer_count as idle_peer_count,
    case
        when idle.peer_count >= min_peers.value
            then idle.peers_behind / cast(nullif(idle.peer_count - 1, 0) as double)
    end as idle_percentile
from compared
inner join idle
    on
        compared.assessment_date = idle.assessment_date
        and compared.system_id = idle.system_id
        and compared.rule_version = idle.rule_version
        and compared.subject_id = idle.subject_id
        and compared.indicator_id = idle.indicator_id
left join min_peers
    on
        compared.platform = min_peers.platform
        and {{ valid_on('compared.assessment_date', 'min_peers') }}
