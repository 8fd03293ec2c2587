-- How much each list asks of a shop, how soon, and what it is worth in points of the totals.
select
    list_name, count(*) as row_count, count(*) filter (where hours_left between 0 and 24) as due_soon,
    count(*) filter (where hours_left < 0) as overdue, sum(score_cost) as worth
from temp.work_rows
where platform = $platform and shop_id = $subject_id
group by list_name
order by worth desc nulls last, list_name asc
