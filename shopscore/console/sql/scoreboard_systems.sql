-- The systems with their rules in force, what matters most on a platform first; of a system the newest version first.
select
    system_id, rule_version, platform, subject_type, name_en, name_zh,
    rule_versions.floor, rule_versions.ceiling, rule_versions.minimum_orders,
    source = 'assumption' as is_assumption, note, note_zh,
    coalesce(rule_versions.official_until < valid_from, false) as is_never_official
from dims.systems
inner join dims.rule_versions using (system_id)
where not is_what_if
order by platform asc, subject_type desc, importance asc, system_id asc, valid_from desc, rule_version asc
