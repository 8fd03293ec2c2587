{#
    TOTALS  总分
    The weighted mean of the dimensions, the status where there is none, and the place among the peers. A total that
    lacks an indicator for another reason than that it has no case is partial, one that rests on a starter curve is
    estimated: neither has a rank, and both are nobody's peer. Of fewer peers than min_peers there is neither mean nor rank.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

dimension_means as (

    select
        score_key, dimension_id,
        round({{ weighted_mean('weight', 'score') }}, 9) as score,
        sum(case when score is not null then weight end) / sum(weight) as weight_covered,
        max(case when makes_partial then 1 else 0 end) as is_partial,
        max(case when is_starter and score is not null then 1 else 0 end) as is_estimated
    from {{ ref('int_indicator_scores') }}
    where dimension_id is not null and {{ is_restated('assessment_date', 'subject_key') }}
    group by 1, 2

),

totals as (

    select
        scorings.score_key,
        round({{ weighted_mean('dimensions.weight', 'means.score') }}, 9) as score,
        round(cast(sum(dimensions.weight * coalesce(means.weight_covered, 0)) / sum(dimensions.weight) as double), 9)
            as weight_covered,
        max(means.is_partial) = 1 as is_partial,
        max(means.is_estimated) = 1 as is_estimated
    from scorings
    inner join {{ ref('dimensions') }} as dimensions
        on
            scorings.system_id = dimensions.system_id
            and scorings.rule_version = dimensions.rule_version
            and {{ valid_on('scorings.assessment_date', 'dimensions') }}
    left join dimension_means as means
        on
            scorings.score_key = means.score_key
            and dimensions.dimension_id = means.dimension_id
    group by 1

),

values_seen as (

    select
        score_key,
        max(valid_orders) as valid_orders,
        max(case when reaches_minimum then 1 else 0 end) = 1 as reaches_minimum,
        max(case when dimension_id is not null and value is not null then 1 else 0 end) = 1 as has_values
    from {{ ref('int_indicator_scores') }}
    where {{ is_restated('assessment_date', 'subject_key') }}
    group by 1

),

judged as (

    select
        scorings.*,
        values_seen.valid_orders,
        values_seen.reaches_minimum,
        totals.score,
        case when totals.score is not null then totals.weight_covered end as weight_covered,
        min_peers.value as min_peers,
        -- the first that holds
        case
            when not values_seen.reaches_minimum then 'below_minimum_orders'
            when totals.score is null and values_seen.has_values then 'no_peers'
            when totals.score is null then 'no_data'
            when totals.is_estimated then 'estimated'
            when totals.is_partial then 'partial'
            else 'scored'
        end as status
    from scorings
    left join totals
        on scorings.score_key = totals.score_key
    left join values_seen
        on scorings.score_key = values_seen.score_key
    left join {{ ref('parameters') }} as min_peers
        on
            min_peers.parameter = 'min_peers'
            and scorings.platform = min_peers.platform
            and {{ valid_on('scorings.assessment_date', 'min_peers') }}

),

compared as (

    select
        *,
        cast(sum(case when status = 'scored' then cast(score as decimal(38, 12)) end) over industry_peers as double)
        / nullif(count(case when status = 'scored' then score end) over industry_peers, 0) as mean_of_peers,
        count(case when status = 'scored' and industry is not null then score end) over industry_peers as peer_count,
        case
            when status = 'scored'
                then rank() over (partition by peer_group_key, status order by score desc nulls last, valid_orders desc)
        end as rank_among_peers
    from judged
    window industry_peers as (partition by peer_group_key)

)

select
    *,
    -- a subject without an industry has no peer, so it is never min_peers
    case when peer_count >= min_peers then mean_of_peers end as peer_mean,
    case when peer_count >= min_peers then rank_among_peers end as peer_rank
from compared
