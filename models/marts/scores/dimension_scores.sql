{#
    DIMENSION SCORES  维度得分
    Every dimension of every score of the published days, with the weight it really had.
#}
with

dimension_scores as (

    select * from {{ ref('int_dimension_scores') }}

),

peer_means as (

    select
        assessment_date,
        system_id,
        rule_version,
        industry,
        dimension_id,
        platform,
        count(*) as peer_count,
        cast(sum(cast(score as decimal(38, 12))) as double) / count(*) as peer_mean
    from dimension_scores
    where
        industry is not null
        and score is not null
        and not is_partial
        and not is_estimated
    group by 1, 2, 3, 4, 5, 6

),

min_peers as (

    select * from {{ ref('parameters') }}
    where parameter = 'min_peers'

)

select
    today.assessment_date,
    today.system_id,
    today.rule_version,
    today.subject_type,
    today.subject_id,
    today.platform,
    today.dimension_id,
    today.weight,
    today.score,
    case
        when {{ same_scale('today', 'day_before') }} then round(today.score - day_before.score, 9)
    end as change_1d,
    case when peer_means.peer_count >= min_peers.value then peer_means.peer_mean end as peer_mean,
    today.is_partial,
    today.is_estimated
from dimension_scores as today
left join dimension_scores as day_before
    on
        {{ add_days('today.assessment_date', '-1') }} = day_before.assessment_date
        and today.system_id = day_before.system_id
        and {{ same_rule_lineage('today', 'day_before') }}
        and today.subject_id = day_before.subject_id
        and today.dimension_id = day_before.dimension_id
left join peer_means
    on
        today.assessment_date = peer_means.assessment_date
        and today.system_id = peer_means.system_id
        and today.rule_version = peer_means.rule_version
        and today.industry = peer_means.industry
        and today.dimension_id = peer_means.dimension_id
left join min_peers
    on
        today.platform = min_peers.platform
        and {{ valid_on('today.assessment_date', 'min_peers') }}
where today.is_published
