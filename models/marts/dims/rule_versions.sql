{#
    RULE VERSIONS  规则版本
    Every version of every system: its scale and method, when it holds and is official, whether its numbers are published
    or assumed, and when they were last compared with what the platform says.
#}
with

versions as (

    select * from {{ ref('systems') }}

)

select
    versions.system_id,
    versions.rule_version,
    versions.valid_from,
    versions.valid_to,
    versions.source,
    versions.is_what_if,
    versions.note,
    versions.note_zh,
    methods.method,
    versions.floor,
    versions.ceiling,
    versions.minimum_orders,
    versions.official_until,
    versions.checked_on
from versions
left join {{ ref('int_version_methods') }} as methods
    on
        versions.system_id = methods.system_id
        and versions.rule_version = methods.rule_version
