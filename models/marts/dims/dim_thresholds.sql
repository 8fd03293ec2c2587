{#
    THRESHOLDS  分数线
    The lines a score must hold, and what happens below them. A line without a published number is the user's to fill.
    A line belongs to a rule version: after the version's last official day it is a distance and nothing follows from it.
#}
{{ config(alias='thresholds') }}
with

thresholds as (

    select * from {{ ref('thresholds') }}

),

versions as (

    select * from {{ ref('systems') }}

)

select
    thresholds.threshold_id,
    thresholds.system_id,
    thresholds.rule_version,
    thresholds.line_id,
    thresholds.item,
    thresholds.statistic,
    thresholds.days_running,
    thresholds.stage,
    thresholds.name_en,
    thresholds.name_zh,
    thresholds.limit_value,
    thresholds.near_points,
    thresholds.consequence_en,
    thresholds.consequence_zh,
    thresholds.valid_from,
    thresholds.valid_to,
    versions.official_until,
    thresholds.source
from thresholds
left join versions
    on
        thresholds.system_id = versions.system_id
        and thresholds.rule_version = versions.rule_version
