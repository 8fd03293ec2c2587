{#
    DIMENSION SCORES  维度得分
    Every dimension of every score of the published days, with the weight it really had.
#}
with

dimension_scores as (

    select * from {{ ref('int_dimension_scores') }}

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
    today.peer_mean,
    today.is_partial,
    today.is_estimated
from dimension_scores as today
left join dimension_scores as day_before
    on
        {{ add_days('today.assessment_date', '-1') }} = day_before.assessment_date
        and today.system_id = day_before.system_id
        and {{ same_rule_lineage('today', 'day_before') }}
        and today.subject_key = day_before.subject_key
        and today.dimension_id = day_before.dimension_id
where today.is_published
