{#
    MISCONDUCT  违规
    Every misconduct that the platform put down to a shop and did not withdraw, in our words. A withdrawn one never counts,
    on any day: the export does not say when it was withdrawn. One of an unknown kind takes nothing off.
#}
with

violations as (

    {% for platform in var('platforms_with')['violations'] %}
        select
            platform,
            shop_id,
            shop_key,
            violation_id,
            violation_kind,
            happened_at,
            violation_status
        from {{ ref('stg_' ~ platform ~ '__violations') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

known_words as (

    select * from {{ ref('int_known_words') }}

)

select
    violations.platform,
    violations.shop_id,
    violations.shop_key as subject_key,
    violations.violation_id,
    kinds.meaning as kind,
    violations.happened_at,
    cast(violations.happened_at as date) as happened_on
from violations
inner join known_words as kinds
    on
        violations.platform = kinds.platform
        and violations.violation_kind = kinds.word
        and kinds.vocabulary = 'violation_kinds'
        and kinds.is_known
left join known_words as statuses
    on
        violations.platform = statuses.platform
        and violations.violation_status = statuses.word
        and statuses.vocabulary = 'violation_statuses'
where coalesce(statuses.meaning, 'standing') <> 'withdrawn'
