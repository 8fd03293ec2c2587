{#
    THRESHOLDS  分数线
    The lines a score must hold, and what happens below them. A line without a published number is the user's to fill.
#}
{{ config(alias='thresholds') }}
with

thresholds as (

    select * from {{ ref('thresholds') }}

)

select
    threshold_id,
    system_id,
    name_en,
    name_zh,
    limit_value,
    consequence_en,
    consequence_zh,
    valid_from,
    valid_to,
    source
from thresholds
