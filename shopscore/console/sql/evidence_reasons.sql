-- Cases of an indicator that count against a subject or are excluded, by reason: our words in words for people, the
-- platform's own, such as the reason of a return, as they are. A case is in the scores from enters_on to the day before
-- leaves_on.
with cases as (

    select state, reason, leaves_on
    from marts.indicator_evidence
    where
        platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and indicator_id = $indicator_id
        and enters_on <= $assessment_date and leaves_on > $assessment_date

)

select
    cases.state,
    coalesce(any_value(told.meaning_en), cases.reason) as reason,
    coalesce(any_value(told.meaning_zh), cases.reason) as reason_zh,
    count(*) as cases,
    count(*) filter (where cases.leaves_on <= $leaving_until) as leaving
from cases
left join dims.case_reasons as told on cases.reason = told.reason
group by cases.state, cases.reason
order by cases.state asc, cases desc, cases.reason asc
