-- The score of a subject on the last days under one rule version, and what buyers saw of it.
select assessment_date, score, shown_score
from marts.scores
where
    system_id = $system_id and rule_version = $rule_version and platform = $platform
    and subject_type = 'shop' and subject_id = $subject_id
    and assessment_date > $assessment_date - 30 and assessment_date <= $assessment_date
order by assessment_date
