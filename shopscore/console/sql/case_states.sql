-- Where the cases of some ids stand, with the names and words that a person reads; of the published states, or of those
-- that know every case.
with asked as (

    select *
    from "{states}"
    where
        (case_id in (select unnest($ids)) or order_id in (select unnest($ids)))
        and system_id = coalesce($system_id, system_id)

),

newest as (

    select max(assessment_date) as assessment_date from marts.scores

),

subjects as (

    select distinct platform, subject_type, subject_id, subject_name
    from marts.scores
    inner join newest using (assessment_date)

),

names as (

    select platform, indicator_id, min(name_en) as name_en, min(name_zh) as name_zh, min(unit) as unit
    from dims.indicators
    group by all

)

select
    asked.platform, asked.subject_type, asked.subject_id, subjects.subject_name,
    asked.system_id, systems.name_en as system_name_en, systems.name_zh as system_name_zh, asked.rule_version,
    asked.indicator_id, names.name_en, names.name_zh, names.unit,
    asked.case_kind, asked.case_id, asked.shop_id, asked.order_id, asked.cohort_date,
    asked.state, asked.reason, told.meaning_en, told.meaning_zh,
    asked.enters_on, asked.leaves_on, asked.effect,
    asked.verdict, asked.verdict_reason, verdicts.meaning_en as verdict_en, verdicts.meaning_zh as verdict_zh
from asked
left join subjects using (platform, subject_type, subject_id)
left join dims.systems as systems on asked.system_id = systems.system_id
left join names on asked.platform = names.platform and asked.indicator_id = names.indicator_id
left join dims.case_reasons as told on asked.reason = told.reason
left join dims.case_reasons as verdicts on asked.verdict_reason = verdicts.reason
order by
    asked.platform asc, asked.subject_type desc, asked.subject_id asc, systems.importance asc, asked.system_id asc,
    asked.case_kind = 'order' desc, asked.case_kind asc, asked.case_id asc, asked.indicator_id asc
