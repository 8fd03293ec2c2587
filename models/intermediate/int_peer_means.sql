{#
    PEER MEANS  同行均值
    The mean of the plain value over the peers of an industry, each peer once.
#}
with

peers as (

    select * from {{ ref('int_indicator_values') }}
    where
        not is_forecast
        and industry is not null
        and reaches_minimum
        and value is not null

)

select
    assessment_date,
    system_id,
    rule_version,
    industry,
    indicator_id,
    count(*) as peer_count,
    -- decimal addends: the mean must not depend on the order in which they are added
    cast(sum(cast(value as decimal(38, 12))) as double) / count(*) as peer_mean
from peers
group by 1, 2, 3, 4, 5
