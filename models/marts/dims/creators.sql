{#
    CREATORS  达人
    Every creator the user named and every creator that the exports know.
#}
select
    platform,
    creator_id,
    creator_name,
    industry
from {{ ref('int_creators') }}
