{#
    ERRORS OF ESTIMATES  估算误差
    How far off the total of a subject may be whose dimensions are learned from pages: it errs by no more than its
    dimensions do by their weights, so the sum of their mean errors on days left out is no less than its own.
#}
{{ config(materialized='view') }}

with

errors as (

    select distinct
        {{ surrogate_key(['system_id', 'rule_version', 'industry']) }} as industry_table_key,
        dimension_id,
        estimate_error
    from {{ ref('int_learned_curves') }}

)

select
    weights.subject_version_key,
    sum(weights.weight * errors.estimate_error) / nullif(sum(weights.weight), 0) as estimate_error
from {{ ref('int_score_weights') }} as weights
inner join {{ ref('int_subject_versions') }} as subjects
    on weights.subject_version_key = subjects.subject_version_key
inner join errors
    on
        subjects.industry_table_key = errors.industry_table_key
        and weights.item = errors.dimension_id
group by 1
