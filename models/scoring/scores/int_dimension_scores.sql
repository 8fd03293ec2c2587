{#
    DIMENSION SCORES  维度得分
    The weighted mean of a dimension's indicators, and what a service adds to it, up to the ceiling. A dimension without any is dropped and the other weights of the
    system are scaled up. It is partial when one of them is missing for another reason than that it has no case.
#}
with

scorings as (

    select * from {{ ref('int_score_spine') }}
    where {{ is_restated('assessment_date', 'subject_key') }}

),

dimensions as (

    select * from {{ ref('dimensions') }}

),

indicator_means as (

    {{ dimension_means() }}

),

spine as (

    select
        scorings.assessment_date,
        scorings.is_published,
        scorings.system_id,
        scorings.rule_version,
        scorings.is_what_if,
        scorings.is_in_force,
        scorings.version_from,
        scorings.floor,
        scorings.ceiling,
        scorings.platform,
        scorings.subject_type,
        scorings.subject_id,
        scorings.subject_key,
        scorings.score_key,
        scorings.peer_group_key,
        scorings.industry,
        dimensions.dimension_id,
        coalesce(dimensions.weight, weights.weight) as full_weight,
        indicator_means.score,
        indicator_means.points_added,
        coalesce(indicator_means.weight_covered, 0) as weight_covered,
        coalesce(indicator_means.is_partial, false) as is_partial,
        coalesce(indicator_means.is_estimated, false) as is_estimated
    from scorings
    inner join dimensions
        on
            scorings.system_id = dimensions.system_id
            and scorings.rule_version = dimensions.rule_version
            and {{ valid_on('scorings.assessment_date', 'dimensions') }}
    left join {{ ref('int_score_weights') }} as weights
        on
            scorings.subject_version_key = weights.subject_version_key
            and dimensions.dimension_id = weights.item
    left join indicator_means
        on
            scorings.score_key = indicator_means.score_key
            and dimensions.dimension_id = indicator_means.dimension_id

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

),

-- the score by which a subject is somebody's peer
compared as (

    select
        *,
        case when industry is not null and not is_partial and not is_estimated then score end as peer_score
    from spine

)

select
    compared.*,
    {{ weight_among_scored('compared.full_weight', 'compared.score', 'one_total') }} as weight,
    case
        when count(compared.peer_score) over peers >= min_peers.value
            then
                cast(sum(cast(compared.peer_score as decimal(38, 12))) over peers as double)
                / nullif(count(compared.peer_score) over peers, 0)
    end as peer_mean
from compared
left join min_peers
    on
        compared.platform = min_peers.platform
        and {{ valid_on('compared.assessment_date', 'min_peers') }}
window
    one_total as (partition by compared.score_key),
    peers as (partition by compared.peer_group_key, compared.dimension_id)
