-- The rows of a list with most points at stake. What is past and costs nothing more comes last.
select *
from "{list}"
where platform = $platform and shop_id = $subject_id
order by
    case when due_at < $noon_at and coalesce(score_cost, 0) = 0 then 1 else 0 end asc,
    score_cost desc nulls last,
    due_at asc,
    priority asc
limit $most
