{#
    INDICATOR VALUES  指标值
    The value of every indicator of every scoring, plain and decayed, whether it is a peer's, and where it lies on the
    curves of its industry. The decayed one is what ranks, on nine decimals, so that equal performance ties. Without an
    export that it needs an indicator has no value, whatever its sums are: nothing counted is not that nothing happened.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

indicator_values as (

    select
        scorings.assessment_date, scorings.is_published, scorings.is_forecast, scorings.seen_on,
        scorings.system_id, scorings.rule_version, scorings.is_what_if, scorings.is_in_force, scorings.version_from,
        scorings.platform, scorings.subject_type, scorings.subject_id, scorings.industry,
        scorings.subject_key, scorings.score_key, scorings.seen_score_key,
        scorings.peer_group_key, scorings.seen_peer_group_key, window_sums.window_key,
        indicators.method, scorings.floor, scorings.ceiling, scorings.dimension_floor,
        order_sums.denominator as valid_orders,
        scorings.minimum_orders is null or order_sums.denominator >= scorings.minimum_orders as reaches_minimum,
        min_peers.value as min_peers,
        indicators.dimension_id, indicators.indicator_id, indicators.better, indicators.best_value,
        coalesce(indicators.weight, weights.weight) as weight, indicators.unit,
        indicators.near_days, indicators.far_days, indicators.half_life_days, indicators.window_name,
        {{ add_days('scorings.assessment_date', '-indicators.far_days') }} as window_start,
        {{ add_days('scorings.assessment_date', '-indicators.near_days') }} as window_end,
        window_sums.numerator, window_sums.denominator,
        window_sums.decayed_numerator, window_sums.decayed_denominator,
        coalesce(
            missing_exports.missing_reason, case when window_sums.denominator > 0 then null else 'no_cases' end
        ) as value_missing_reason,
        missing_exports.missing_export,
        missing_exports.missing_column,
        case
            when window_sums.denominator > 0 and missing_exports.missing_reason is null
                then cast(window_sums.numerator as double) / window_sums.denominator
        end as value,
        case
            when window_sums.denominator > 0 and missing_exports.missing_reason is null
                then round(
                    cast(window_sums.decayed_numerator as double) / cast(window_sums.decayed_denominator as double), 9
                )
        end as decayed_value
    from scorings
    inner join {{ ref('int_indicator_rules') }} as indicators
        on
            scorings.system_id = indicators.system_id
            and scorings.rule_version = indicators.rule_version
            and {{ valid_on('scorings.assessment_date', 'indicators') }}
    inner join {{ ref('int_window_sums') }} as window_sums
        on
            scorings.subject_key = window_sums.subject_key
            and coalesce(indicators.cases_of, indicators.indicator_id) = window_sums.indicator_id
            and indicators.near_days = window_sums.near_days
            and indicators.far_days = window_sums.far_days
            and coalesce(indicators.half_life_days, 0) = coalesce(window_sums.half_life_days, 0)
            and scorings.assessment_date = window_sums.assessment_date
    left join {{ ref('int_window_sums') }} as order_sums
        on
            scorings.subject_key = order_sums.subject_key
            and order_sums.indicator_id = 'valid_orders'
            and scorings.orders_near = order_sums.near_days
            and scorings.orders_far = order_sums.far_days
            and scorings.assessment_date = order_sums.assessment_date
    left join {{ ref('int_missing_exports') }} as missing_exports
        on
            scorings.subject_key = missing_exports.subject_key
            and coalesce(indicators.cases_of, indicators.indicator_id) = missing_exports.indicator_id
            and scorings.seen_on = missing_exports.assessment_date
    left join {{ ref('int_score_weights') }} as weights
        on
            scorings.subject_version_key = weights.subject_version_key
            and indicators.indicator_id = weights.item
    left join {{ ref('parameters') }} as min_peers
        on
            min_peers.parameter = 'min_peers'
            and scorings.platform = min_peers.platform
            and {{ valid_on('scorings.assessment_date', 'min_peers') }}

),

ranked_values as (

    select
        *,
        {{ surrogate_key(['subject_key', 'system_id', 'rule_version', 'indicator_id']) }} as subject_rule_key,
        case when better = 'up' then decayed_value else -decayed_value end as rank_value,
        industry is not null and reaches_minimum and decayed_value is not null as is_peer
    from indicator_values

)

select
    ranked_values.*,
    benchmarks.percentile + benchmarks.slope * greatest(ranked_values.rank_value - benchmarks.rank_value, 0)
        as benchmark_percentile,
    case
        when ranked_values.reaches_minimum
            then round(
                starters.percentile + starters.slope * greatest(ranked_values.rank_value - starters.rank_value, 0), 9
            )
    end as starter_percentile
from ranked_values
{% for curves, is_asked in [('benchmarks', 'not benchmarks.is_starter'), ('starters', 'starters.is_starter')] %}
    left join {{ ref('int_benchmark_segments') }} as {{ curves }}
        on
            {{ is_asked }}
            and ranked_values.system_id = {{ curves }}.system_id
            and coalesce(ranked_values.industry, '') = {{ curves }}.industry
            and ranked_values.indicator_id = {{ curves }}.indicator_id
            and {{ valid_on('ranked_values.assessment_date', curves) }}
            and ranked_values.rank_value >= {{ curves }}.from_rank_value
            and ranked_values.rank_value < {{ curves }}.below_rank_value
{% endfor %}
