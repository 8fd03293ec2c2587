{#
    PEER RANKS  同行排名
    Peers are the subjects of the same system, type and industry on the same day that reach the minimum of orders and
    have a value. The percentile is the share of the other peers strictly behind, by decayed value; of two with the
    same value the one with more valid orders is ahead. With fewer peers than min_peers there is none.
#}
with

peers as (

    select * from {{ ref('int_indicator_values') }}
    where
        not is_forecast
        and industry is not null
        and reaches_minimum
        and decayed_value is not null

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

),

ranked as (

    select
        *,
        count(*) over industry_peers as peer_count,
        rank() over (
            partition by peer_group_key, indicator_id
            order by rank_value, valid_orders
        ) - 1 as peers_behind
    from peers
    window industry_peers as (partition by peer_group_key, indicator_id)

)

select
    ranked.assessment_date,
    ranked.system_id,
    ranked.rule_version,
    ranked.industry,
    ranked.subject_id,
    ranked.subject_key,
    ranked.score_key,
    ranked.peer_group_key,
    ranked.indicator_id,
    ranked.rank_value,
    ranked.valid_orders,
    ranked.peer_count,
    ranked.peers_behind,
    case
        when ranked.peer_count >= min_peers.value
            then ranked.peers_behind / cast(ranked.peer_count - 1 as double)
    end as percentile
from ranked
left join min_peers
    on
        ranked.platform = min_peers.platform
        and {{ valid_on('ranked.assessment_date', 'min_peers') }}
