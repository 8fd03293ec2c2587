{#
    RULE VERSIONS  规则版本
    Every version of every system, when it holds, and whether its numbers are published or assumed.
#}
with

versions as (

    select * from {{ ref('systems') }}

)

select
    system_id,
    rule_version,
    valid_from,
    valid_to,
    source,
    is_what_if,
    note
from versions
