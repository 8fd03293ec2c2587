-- What each indicator gave to the change of a total in 1 and 7 days, in points, and by cause over 7 days.
select
    indicator_id, indicator_name_en, indicator_name_zh, contribution_1d, contribution_7d, entered_7d, left_window_7d,
    corrected_7d, decayed_7d, rule_changed_7d, peers_moved_7d, reweighted_7d, adjusted_7d
from marts.score_drivers
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
order by abs(contribution_7d) desc nulls last, indicator_id
