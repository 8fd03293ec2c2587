{#
    PARAMETERS  规则参数
    Every number that a rule or a list asks for, with its source: what nobody publishes is an assumption.
#}
{{ config(alias='parameters') }}
with

parameters as (

    select * from {{ ref('parameters') }}

)

select
    platform,
    parameter,
    value,
    valid_from,
    valid_to,
    source,
    note
from parameters
