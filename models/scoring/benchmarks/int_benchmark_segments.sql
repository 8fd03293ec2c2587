{#
    BENCHMARK SEGMENTS  行业基准分段
    The percentile curves cut into segments, with the last day each curve holds: until a newer one starts.
    A starter curve stands beside the others of its industry and is marked. Goodness is the value where more is better and its negative where less is.
#}
with

points as (

    select
        benchmarks.system_id,
        benchmarks.industry,
        benchmarks.is_starter,
        benchmarks.indicator_id,
        coalesce(benchmarks.valid_from, date '1900-01-01') as valid_from,
        benchmarks.percentile,
        case when directions.better = 'up' then benchmarks.value else -benchmarks.value end as rank_value
    from {{ ref('int_benchmark_curves') }} as benchmarks
    inner join (
        select distinct
            system_id,
            indicator_id,
            better
        from {{ ref('indicators') }}
    ) as directions
        on
            benchmarks.system_id = directions.system_id
            and benchmarks.indicator_id = directions.indicator_id

),

curves as (

    select
        system_id,
        industry,
        is_starter,
        indicator_id,
        valid_from,
        lead(valid_from) over (
            partition by system_id, industry, is_starter, indicator_id
            order by valid_from
        ) as superseded_on
    from (select distinct system_id, industry, is_starter, indicator_id, valid_from from points) as starts

),

segments as (

    select
        *,
        lead(percentile) over along_the_curve as next_percentile,
        lead(rank_value) over along_the_curve as next_rank_value,
        row_number() over along_the_curve = 1 as is_first
    from points
    window along_the_curve as (
        partition by system_id, industry, is_starter, indicator_id, valid_from
        order by percentile, rank_value
    )

)

select
    segments.system_id,
    segments.industry,
    segments.is_starter,
    segments.indicator_id,
    curves.valid_from,
    {{ add_days('curves.superseded_on', '-1') }} as valid_to,
    -- values beyond the ends of a curve stand at its ends
    case when segments.is_first then cast('-infinity' as double) else segments.rank_value end as from_rank_value,
    coalesce(segments.next_rank_value, cast('infinity' as double)) as below_rank_value,
    segments.rank_value,
    segments.percentile,
    case
        when segments.next_rank_value > segments.rank_value
            then (segments.next_percentile - segments.percentile) / (segments.next_rank_value - segments.rank_value)
        else 0
    end as slope
from segments
inner join curves
    on
        segments.system_id = curves.system_id
        and segments.industry = curves.industry
        and segments.is_starter = curves.is_starter
        and segments.indicator_id = curves.indicator_id
        and segments.valid_from = curves.valid_from
