-- The shops that the reader may see; all without a list of them.
create temp table visible_shops as
select platform, subject_id as shop_id, min(subject_name) as shop_name, min(industry) as industry
from marts.scores
where
    subject_type = 'shop' and assessment_date = $assessment_date
    and ($seen is null or list_contains(cast($seen as varchar[]), platform || '/' || subject_id))
group by platform, subject_id
