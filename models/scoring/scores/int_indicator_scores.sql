{#
    INDICATOR SCORES  指标得分
    The value turned into points: the mean of stars as it is, a percentile on the line from floor to ceiling. A
    benchmark of the industry, where the user has one, goes before the peers; a starter curve, where switched on, comes
    after both. An indicator without a score is missing: it is dropped and the other weights of its dimension are scaled
    up. Without a case there is nothing to judge; missing for any other reason it leaves the total a part of one. The days
    ahead are ranked among peers that hold still.
#}
with

indicator_values as (

    select * from {{ ref('int_indicator_values') }}

),

peer_ranks as (

    select score_key, indicator_id, percentile
    from {{ ref('int_peer_ranks') }}

    union all

    select score_key, indicator_id, percentile
    from {{ ref('int_forecast_ranks') }}

),

placed as (

    select
        indicator_values.*,
        peer_means.peer_mean,
        peer_means.peer_median,
        coalesce(peer_means.peer_count, 0) as peer_count,
        segments.percentile is not null or (peer_ranks.percentile is null and starters.percentile is not null)
            as is_benchmarked,
        coalesce(segments.percentile, peer_ranks.percentile) is null and starters.percentile is not null as is_starter,
        -- what is shown only and has no best value has no better side: there is nobody to beat
        case
            when indicator_values.dimension_id is not null or indicator_values.best_value is not null
                then coalesce(
                    segments.percentile
                    + segments.slope * greatest(indicator_values.rank_value - segments.rank_value, 0),
                    peer_ranks.percentile,
                    starters.percentile
                )
        end as percentile
    from indicator_values
    left join peer_ranks
        on
            indicator_values.score_key = peer_ranks.score_key
            and indicator_values.indicator_id = peer_ranks.indicator_id
    left join {{ ref('int_peer_means') }} as peer_means
        on
            indicator_values.peer_group_key = peer_means.peer_group_key
            and indicator_values.indicator_id = peer_means.indicator_id
    left join {{ ref('int_benchmark_segments') }} as segments
        on
            indicator_values.system_id = segments.system_id
            and indicator_values.industry = segments.industry
            and indicator_values.indicator_id = segments.indicator_id
            and not segments.is_starter
            and {{ valid_on('indicator_values.assessment_date', 'segments') }}
            and indicator_values.rank_value >= segments.from_rank_value
            and indicator_values.rank_value < segments.below_rank_value
    left join {{ ref('int_starter_places') }} as starters
        on
            indicator_values.score_key = starters.score_key
            and indicator_values.indicator_id = starters.indicator_id

),

scored as (

    select
        *,
        case
            when dimension_id is null or not reaches_minimum then null
            when method = 'mean_of_stars' then value
            else floor + (ceiling - floor) * percentile
        end as score
    from placed

),

reasoned as (

    select
        *,
        -- below the minimum of orders an indicator is shown without points, which is not the same as missing
        coalesce(
            value_missing_reason,
            case when dimension_id is not null and reaches_minimum and score is null then 'too_few_peers' end
        ) as missing_reason
    from scored

)

select
    *,
    missing_reason is not null as is_missing,
    dimension_id is not null and coalesce(missing_reason, 'no_cases') <> 'no_cases' as makes_partial,
    case
        when dimension_id is not null and score is not null
            then weight / cast(sum(case when score is not null then weight end) over (
                partition by score_key, dimension_id
            ) as double)
        when dimension_id is not null then 0
    end as weight_in_dimension
from reasoned
