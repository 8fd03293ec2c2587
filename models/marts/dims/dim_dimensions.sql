{#
    DIMENSIONS  维度
    Every dimension of every rule version, with its relative weight.
#}
{{ config(alias='dimensions') }}
with

dimensions as (

    select * from {{ ref('dimensions') }}

)

select
    system_id,
    rule_version,
    dimension_id,
    name_en,
    name_zh,
    weight,
    valid_from,
    valid_to,
    source
from dimensions
