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
from {{ source('ledger', 'score_history') }}
