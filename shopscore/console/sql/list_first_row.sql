-- The first row of a shop in a list. What falls due within the hour comes before what costs most: in an hour it can no
-- longer be done. What is past and costs nothing more comes last.
select due_at as first_due_at, reason as first_reason, reason_zh as first_reason_zh
from "{list}"
where platform = $platform and shop_id = $subject_id
order by
    case when due_at >= $as_of and due_at <= $as_of + interval 1 hour then due_at end asc nulls last,
    case when due_at < $as_of and coalesce(score_cost, 0) = 0 then 1 else 0 end,
    priority
limit 1
