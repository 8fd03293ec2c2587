-- The scores of a date under the rules in force, best first.
select
    scores.system_id, scores.rule_version,
    subject_id, subject_name, industry, score, status, valid_orders, change_1d, change_7d,
    peer_mean, peer_count, peer_rank, is_official, rule_changed, estimate_error,
    grade, grades.name_en as grade_en, grades.name_zh as grade_zh
from marts.scores
inner join dims.rule_versions using (system_id, rule_version)
left join (select distinct system_id, rule_version, grade, name_en, name_zh from marts.score_grades) as grades
    using (system_id, rule_version, grade)
where assessment_date = $assessment_date and not is_what_if
order by score desc nulls last, subject_name asc, subject_id asc
