{#
    TOTALS  总分
    The weighted mean of the dimensions, the status where there is none, and the place among the peers.
#}
with

scorings as (

    select * from {{ ref('int_scorings') }}

),

totals as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_id,
        round(cast(sum(cast(full_weight * score as decimal(38, 12))) as double) / sum(full_weight), 9) as score
    from {{ ref('int_dimension_scores') }}
    where score is not null
    group by 1, 2, 3, 4

),

values_seen as (

    select
        assessment_date,
        system_id,
        rule_version,
        subject_id,
        max(case when value is not null then 1 else 0 end) = 1 as has_values
    from {{ ref('int_indicator_scores') }}
    where dimension_id is not null
    group by 1, 2, 3, 4

),

judged as (

    select
        scorings.*,
        totals.score,
        case
            when not scorings.reaches_minimum then 'below_minimum_orders'
            when totals.score is not null then 'scored'
            when values_seen.has_values then 'no_peers'
            else 'no_data'
        end as status
    from scorings
    left join totals
        on
            scorings.assessment_date = totals.assessment_date
            and scorings.system_id = totals.system_id
            and scorings.rule_version = totals.rule_version
            and scorings.subject_id = totals.subject_id
    left join values_seen
        on
            scorings.assessment_date = values_seen.assessment_date
            and scorings.system_id = values_seen.system_id
            and scorings.rule_version = values_seen.rule_version
            and scorings.subject_id = values_seen.subject_id

)

select
    *,
    case
        when industry is not null
            then
                cast(sum(cast(score as decimal(38, 12))) over industry_peers as double)
                / nullif(count(score) over industry_peers, 0)
    end as peer_mean,
    case when industry is not null then count(score) over industry_peers else 0 end as peer_count,
    case
        when industry is not null and score is not null
            then rank() over (
                partition by assessment_date, system_id, rule_version, industry
                order by score desc nulls last, valid_orders desc
            )
    end as peer_rank
from judged
window industry_peers as (partition by assessment_date, system_id, rule_version, industry)
