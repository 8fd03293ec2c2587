{#
    PEER MEANS  同行均值
    The mean and the median of the plain value over the peers of an industry, each peer once. Of fewer than min_peers
    there is neither: a few values tell who they belong to, and nothing of the industry.
#}
with

peers as (

    select * from {{ ref('int_indicator_values') }}
    where
        not is_forecast
        and industry is not null
        and reaches_minimum
        and value is not null

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

),

counted as (

    select
        assessment_date,
        platform,
        system_id,
        rule_version,
        industry,
        peer_group_key,
        indicator_id,
        count(*) as peer_count,
        -- decimal addends: the mean must not depend on the order in which they are added
        cast(sum(cast(value as decimal(38, 12))) as double) / count(*) as peer_mean,
        median(value) as peer_median
    from peers
    group by 1, 2, 3, 4, 5, 6, 7

)

select
    counted.assessment_date,
    counted.system_id,
    counted.rule_version,
    counted.industry,
    counted.peer_group_key,
    counted.indicator_id,
    counted.peer_count,
    case when counted.peer_count >= min_peers.value then counted.peer_mean end as peer_mean,
    case when counted.peer_count >= min_peers.value then counted.peer_median end as peer_median
from counted
left join min_peers
    on
        counted.platform = min_peers.platform
        and {{ valid_on('counted.assessment_date', 'min_peers') }}
