{#
    FORECAST RANKS  预测排名
    Where each subject will stand on the days ahead if its peers hold still: its own value of that day among the values
    that the others have today. Same rule as in int_peer_ranks.
#}
with

values_ahead as (

    select
        *,
        case when better = 'up' then decayed_value else -decayed_value end as goodness
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
        values_ahead.indicator_id,
        count(peers.subject_id) + 1 as peer_count,
        sum(case when {{ stands_behind('peers', 'values_ahead') }} then 1 else 0 end) as peers_behind
    from values_ahead
    left join peers
        on
            values_ahead.seen_on = peers.assessment_date
            and values_ahead.system_id = peers.system_id
            and values_ahead.rule_version = peers.rule_version
            and values_ahead.industry = peers.industry
            and values_ahead.indicator_id = peers.indicator_id
            and values_ahead.subject_id <> peers.subject_id
    group by 1, 2, 3, 4, 5, 6

)

select
    compared.assessment_date,
    compared.system_id,
    compared.rule_version,
    compared.subject_id,
    compared.indicator_id,
    compared.peer_count,
    compared.peers_behind,
    case
        when compared.peer_count >= min_peers.value
            then compared.peers_behind / cast(nullif(compared.peer_count - 1, 0) as double)
    end as percentile
from compared
left join min_peers
    on
        compared.platform = min_peers.platform
        and {{ valid_on('compared.assessment_date', 'min_peers') }}
