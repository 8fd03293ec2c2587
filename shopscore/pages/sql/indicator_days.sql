-- An indicator by the day of its cases, as the newest facts have it.
select
    cohort_date as day, sum(numerator) as numerator, sum(denominator) as denominator,
    sum(numerator) / nullif(sum(denominator), 0) as value
from marts.indicator_daily
where
    platform = $platform and subject_type = $subject_type and subject_id = $subject_id
    and indicator_id = $indicator_id and cohort_date >= $assessment_date - interval 90 day
group by cohort_date
having sum(denominator) > 0
order by cohort_date
