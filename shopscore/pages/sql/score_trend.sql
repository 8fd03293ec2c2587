-- A total day by day: of the versions that the platform showed, or of the one that it never did.
select scores.assessment_date, scores.rule_version, scores.score, scores.shown_score
from marts.scores
where
    scores.system_id = $system_id and scores.platform = $platform and scores.subject_type = $subject_type
    and scores.subject_id = $subject_id and scores.assessment_date > $assessment_date - cast($days as integer)
    and scores.is_official = $is_official and (scores.is_official or scores.rule_version = $rule_version)
    and scores.score is not null
order by scores.assessment_date, scores.rule_version
