-- The cases that weigh most against a subject in an indicator, newest first.
with cases as (

    select case_kind, case_id, order_id, product_id, reason, effect, cohort_date, leaves_on
    from marts.indicator_evidence
    where
        platform = $platform and subject_type = $subject_type and subject_id = $subject_id
        and indicator_id = $indicator_id and state = 'against'
        and enters_on <= $assessment_date and leaves_on > $assessment_date

)

select
    cases.case_kind, cases.case_id, cases.order_id, cases.product_id,
    coalesce(told.meaning_en, cases.reason) as reason,
    coalesce(told.meaning_zh, cases.reason) as reason_zh,
    cases.effect, cases.cohort_date, cases.leaves_on
from cases
left join dims.case_reasons as told on cases.reason = told.reason
order by
    $sign * cases.effect asc, cases.cohort_date desc, cases.case_id asc
limit $cases_shown
