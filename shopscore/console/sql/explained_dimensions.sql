-- The dimensions of a score, the heaviest first.
select
    dimension_id, name_en, name_zh, dimension_scores.weight, score, change_1d, peer_mean
from marts.dimension_scores
left join dims.dimensions using (system_id, rule_version, dimension_id)
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by dimension_scores.weight desc nulls last, dimension_id asc
