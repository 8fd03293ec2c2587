-- The lists of a shop that have something in them, and the moment they speak of.
select list_name as name, noon_at, list_rows as rows
from marts.list_status
where platform = $platform and shop_id = $subject_id and list_rows > 0
order by list_name
