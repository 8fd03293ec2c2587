-- Every case of an indicator on the newest date: its state and the one reason for it, what is against the shop first.
select
    cases.case_id, cases.case_kind, cases.order_id, cases.cohort_date, cases.state,
    coalesce(reasons.meaning_en, cases.reason) as reason_en, coalesce(reasons.meaning_zh, cases.reason) as reason_zh,
    cases.effect, cases.enters_on, cases.leaves_on
from marts.case_states as cases
left join dims.case_reasons as reasons using (reason)
where
    cases.system_id = $system_id and cases.rule_version = $rule_version and cases.platform = $platform
    and cases.subject_type = $subject_type and cases.subject_id = $subject_id
    and cases.indicator_id = $indicator_id
order by
    case cases.state
        when 'against' then 1 when 'for' then 2 when 'not_yet_known' then 3 when 'excluded' then 4 else 5
    end,
    cases.cohort_date desc, cases.case_id asc
