-- What became of every case of an indicator of a score.
select cases, counted_for, counted_against, excluded, not_yet_known, out_of_window
from marts.indicator_accounting
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and indicator_id = $indicator_id
