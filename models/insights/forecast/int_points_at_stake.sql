{#
    POINTS AT STAKE  单位损失
    What one more unit of shortfall (an order or session that fails, a star that lacks, an hour of waiting) would take
    off a shop's total today: exact for means of stars. For ranks an estimate: the scale spread evenly between the worst
    and the best peer, without peers between the ends of the curve that the score is read from.
#}
with

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

systems as (

    select * from {{ ref('systems') }}
    where not is_what_if

),

indicator_scores as (

    select indicator_scores.*
    from {{ ref('int_indicator_scores') }} as indicator_scores
    inner join latest
        on indicator_scores.assessment_date = latest.assessment_date
    where indicator_scores.dimension_id is not null

),

peer_spreads as (

    select
        peer_group_key,
        indicator_id,
        max(value) - min(value) as spread
    from indicator_scores
    where
        industry is not null
        and reaches_minimum
    group by 1, 2

),

curve_spreads as (

    select
        segments.system_id,
        segments.industry,
        segments.is_starter,
        segments.indicator_id,
        max(segments.rank_value) - min(segments.rank_value) as spread
    from {{ ref('int_benchmark_segments') }} as segments
    inner join latest
        on {{ valid_on('latest.assessment_date', 'segments') }}
    group by 1, 2, 3, 4

),

weighed as (

    select
        indicator_scores.*,
        systems.importance,
        lost.weight_in_total,
        case
            when indicator_scores.method in ('mean_of_stars', 'points') then 1
            -- a step of limits gives way at once or not at all: no unit of it has a price
            when indicator_scores.method in ('limits', 'learned') then null
            else
                (indicator_scores.ceiling - indicator_scores.floor)
                / coalesce(nullif(peer_spreads.spread, 0), nullif(curve_spreads.spread, 0))
        end as points_per_value
    from indicator_scores
    inner join systems
        on
            indicator_scores.system_id = systems.system_id
            and indicator_scores.rule_version = systems.rule_version
    left join {{ ref('int_points_lost') }} as lost
        on
            indicator_scores.score_key = lost.score_key
            and indicator_scores.indicator_id = lost.indicator_id
    left join peer_spreads
        on
            indicator_scores.peer_group_key = peer_spreads.peer_group_key
            and indicator_scores.indicator_id = peer_spreads.indicator_id
    left join curve_spreads
        on
            indicator_scores.is_benchmarked
            and indicator_scores.system_id = curve_spreads.system_id
            and coalesce(indicator_scores.industry, '') = curve_spreads.industry
            and indicator_scores.is_starter = curve_spreads.is_starter
            and indicator_scores.indicator_id = curve_spreads.indicator_id
    where indicator_scores.subject_type = 'shop'

),

ranked as (

    select
        *,
        row_number() over (
            partition by subject_key, indicator_id order by importance asc, system_id asc, version_from desc
        ) as place
    from weighed

)

select
    platform, subject_id as shop_id, subject_key as shop_key, score_key, indicator_id, system_id, rule_version,
    unit, denominator,
    weight_in_total * points_per_value / nullif(denominator, 0) as points_per_unit
from ranked
where place = 1
