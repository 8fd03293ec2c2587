-- The lists of a shop with something in them, or without an export that they need.
select list_name as name, noon_at as as_of, list_rows as rows, state, reason as note, reason_zh as note_zh
from marts.list_status
where platform = $platform and shop_id = $subject_id and (list_rows > 0 or state <> 'complete')
order by list_name
