select
    assessment_date,
    subject_key,
    is_published,
    checksum
from {{ source('ledger', 'computed_inputs') }}
