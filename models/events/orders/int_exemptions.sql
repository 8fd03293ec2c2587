{#
    EXEMPTIONS  时效豁免
    Time limits that the platform moved for a while: published ones from the seed, the user's own from the landing.
#}
with

published as (

    select * from {{ ref('exemptions') }}

),

landed as (

    select * from {{ ref('stg_reference__exemptions') }}

)

select
    platform,
    scope,
    paid_from,
    paid_to,
    indicator_id,
    shift_hours
from published

union all

select
    platform,
    coalesce(scope, 'all') as scope,
    paid_from,
    paid_to,
    indicator_id,
    shift_hours
from landed
