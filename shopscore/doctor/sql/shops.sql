-- The shops that have a row in the scores of a date, with their names.
select platform, subject_id as shop_id, any_value(subject_name) as shop_name
from marts.scores
where assessment_date = $assessment_date and subject_type = 'shop'
group by all
order by all
