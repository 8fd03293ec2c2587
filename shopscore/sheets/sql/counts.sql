-- How much there is to do on a list, how much of it is late, and what is due first.
select
    count(*) as rows,
    count_if(due_at < $noon_at) as overdue,
    min(due_at) filter (where due_at >= $noon_at) as first_due_at
from "{table}"
where len($shops) = 0 or list_contains($shops, platform || '/' || shop_id)
