{#
    Overviews show one score per subject: of the systems in force of a platform and type of subject, one and only one
    has importance 1.
#}
{{ config(meta={'dagster': {'ref': {'name': 'systems'}}}) }}

select
    platform,
    subject_type,
    count(distinct case when importance = 1 then system_id end) as systems_that_matter_most
from {{ ref('systems') }}
where
    not is_what_if
    and valid_to is null
group by 1, 2
having count(distinct case when importance = 1 then system_id end) <> 1
