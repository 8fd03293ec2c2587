-- Rows of a shop in a list whose time has passed.
select count(*) as overdue
from "{list}"
where platform = $platform and shop_id = $subject_id and due_at < $as_of
