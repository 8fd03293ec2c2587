-- What the platform shows first, then what matters most; of a system, the newest rule in force
-- first, then what-if ones.
select
    system_id, rule_version, name_en, name_zh,
    rule_versions.method, rule_versions.floor, rule_versions.ceiling, is_what_if,
    source = 'assumption' as is_assumption, note, note_zh,
    coalesce(rule_versions.official_until < rule_versions.valid_from, false) as is_never_official,
    score, status, valid_orders, rule_versions.minimum_orders, change_1d, change_7d, change_14d, change_30d,
    peer_mean, peer_count, peer_rank, is_official, weight_covered, rule_changed, reported_score, estimate_error, bonus,
    deductions, grade
from marts.scores
inner join dims.systems using (system_id)
inner join dims.rule_versions using (system_id, rule_version)
where
    assessment_date = $assessment_date and system_id = coalesce($system_id, system_id)
    and scores.platform = $platform and scores.subject_type = $subject_type and subject_id = $subject_id
order by
    bool_or(is_official) over (partition by system_id) desc,
    importance asc, system_id asc, is_what_if asc, valid_from desc, rule_version asc
