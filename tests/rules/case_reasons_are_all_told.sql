{#
    Every word of ours for why a case does not count, or does not count yet, has its meaning in the vocabulary.
#}
{{ config(meta={'dagster': {'ref': {'name': 'case_states'}}}) }}

with

spoken as (

    select reason
    from {{ ref('case_states') }}
    where state in ('excluded', 'not_yet_known', 'out_of_window')

    union

    select verdict_reason as reason
    from {{ ref('case_states') }}
    where verdict = 'excluded'

)

select spoken.reason
from spoken
left join {{ ref('case_reasons') }} as told
    on spoken.reason = told.reason
where told.reason is null
