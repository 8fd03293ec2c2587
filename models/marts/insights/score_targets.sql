{#
    SCORE TARGETS  目标测算
    The rows of int_score_targets as their readers get them.
#}
select
    assessment_date,
    system_id,
    rule_version,
    subject_type,
    subject_id,
    platform,
    dimension_id,
    indicator_id,
    target,
    threshold_id,
    measure,
    current_value,
    target_value,
    unit,
    better,
    good_event_en,
    good_event_zh,
    needed,
    needed_by_date,
    by_date,
    counts_from,
    peer_count
from {{ ref('int_score_targets') }}
