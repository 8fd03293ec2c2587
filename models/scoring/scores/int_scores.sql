{#
    TOTALS  总分
    Weighted mean of the dimensions, bonus, deductions, on the scale, or bare points of growth; the first status that holds;
    the place among min_peers or more. Partial may lack cases, estimated rests on a starter curve: only scored is a peer.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

dimension_means as ({{ dimension_means() }}),

adjustments as ({{ adjustment_sums() }}),

weighed as (

    select
        scorings.score_key, coalesce(dimensions.weight, weights.weight) as weight,
        means.score, means.points_added, means.weight_covered, means.is_partial, means.is_estimated,
        case
            when coalesce(dimensions.weight, weights.weight) = 0 then null
            when coalesce(dimensions.weight, weights.weight) is null or means.needs_limits then 'needs_limits'
            when means.needs_pages then 'needs_pages'
        end as lack
    from scorings
    inner join {{ ref('dimensions') }} as dimensions
        on
            scorings.system_id = dimensions.system_id and scorings.rule_version = dimensions.rule_version
            and {{ valid_on('scorings.assessment_date', 'dimensions') }}
    left join {{ ref('int_score_weights') }} as weights
        on scorings.subject_version_key = weights.subject_version_key and dimensions.dimension_id = weights.item
    left join dimension_means as means
        on scorings.score_key = means.score_key and dimensions.dimension_id = means.dimension_id

),

totals as (

    select
        score_key, case when max(lack) is null then round({{ weighted_mean('weight', 'score') }}, 9) end as score,
        sum(weight * points_added) / nullif(sum(case when score is not null then weight end), 0) as points_added,
        round(cast(sum(weight * coalesce(weight_covered, 0)) / nullif(sum(weight), 0) as double), 9) as weight_covered,
        min(lack) as lack, max(case when is_partial then 1 else 0 end) = 1 as is_partial,
        max(case when is_estimated then 1 else 0 end) = 1 as is_estimated
    from weighed
    group by 1

),

values_seen as (

    select
        score_key, max(valid_orders) as valid_orders,
        max(case when reaches_minimum then 1 else 0 end) = 1 as reaches_minimum,
        max(case when dimension_id is not null then coalesce(value, score) end) is not null as has_values
    from {{ ref('int_indicator_scores') }}
    where {{ is_restated('assessment_date', 'subject_key') }}
    group by 1

),

judged as (

    select
        scorings.*, stages.stage, stages.stage_reason, stages.stage_assumes, min_peers.value as min_peers,
        coalesce(values_seen.valid_orders, stages.valid_orders) as valid_orders, values_seen.reaches_minimum,
        coalesce(adjustments.bonus, 0) as bonus, coalesce(adjustments.deductions, 0) as deductions,
        case
            when stages.stage = 'growth' then stages.growth_points
            else {{ on_scale('totals.score + coalesce(adjustments.bonus - adjustments.deductions, 0)', 'scorings') }}
        end as score,
        coalesce(totals.points_added, 0) + coalesce(adjustments.bonus - adjustments.deductions, 0) as points_adjusted,
        case when totals.score is not null then totals.weight_covered end as weight_covered,
        case
            when values_seen.score_key is null then 'no_rule'
            when stages.stage = 'growth' then 'growth'
            when not values_seen.reaches_minimum then 'below_minimum_orders'
            when totals.score is null and not values_seen.has_values then 'no_data'
            when totals.lack is not null then totals.lack
            when totals.score is null then 'no_peers'
            when totals.is_estimated then 'estimated'
            when totals.is_partial then 'partial'
            else 'scored'
        end as status
    from scorings
    left join totals on scorings.score_key = totals.score_key
    left join values_seen on scorings.score_key = values_seen.score_key
    left join {{ ref('int_score_stages') }} as stages on scorings.score_key = stages.score_key
    left join adjustments on scorings.score_key = adjustments.score_key and coalesce(stages.stage, '') <> 'growth'
    left join {{ ref('parameters') }} as min_peers
        on
            min_peers.parameter = 'min_peers' and scorings.platform = min_peers.platform
            and {{ valid_on('scorings.assessment_date', 'min_peers') }}

),

compared as (

    select
        *,
        cast(sum(case when status = 'scored' then cast(score as decimal(38, 12)) end) over industry_peers as double)
        / nullif(count(case when status = 'scored' then score end) over industry_peers, 0) as mean_of_peers,
        count(case when status = 'scored' and industry is not null then score end) over industry_peers as peer_count,
        case when status = 'scored' then rank() over best_first end as rank_among_peers
    from judged window
        industry_peers as (partition by peer_group_key),
        best_first as (partition by peer_group_key, status order by score desc nulls last, valid_orders desc)

)

select
    *,
    -- a subject without an industry has no peer, so it is never min_peers
    case when peer_count >= min_peers then mean_of_peers end as peer_mean,
    case when peer_count >= min_peers then rank_among_peers end as peer_rank
from compared
