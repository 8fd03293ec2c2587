{#
    SCORE HISTORY  分数发布记录
    Which score was published when. A view: publication writes the log just before it copies the marts, so that the
    file holds its own scores too.
#}
{{ config(materialized='view') }}

select
    assessment_date,
    system_id,
    rule_version,
    subject_type,
    subject_id,
    platform,
    score,
    status,
    generation_id,
    published_at
from {{ ref('stg_ledger__score_history') }}
