-- The indicator with the most cases against the subject. Hours come last: every case of them counts against, however
-- short it was.
select indicator_id
from marts.indicator_accounting
inner join marts.indicator_scores
    using (assessment_date, system_id, rule_version, subject_type, subject_id, platform, indicator_id)
where
    assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
    and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and dimension_id is not null and counted_against > 0
order by case when unit = 'hours' then 1 else 0 end asc, counted_against desc, indicator_id asc
limit 1
