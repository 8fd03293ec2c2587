-- The rows of every list of the reader's shops: what is due next first, then what is overdue, the latest
-- first; last what has no hour.
select
    list_name, platform, shop_id, shop_name, item, what, carrier, agent_id, due_at, hours_left, score_cost, reason,
    reason_zh
from temp.work_rows
order by
    case when hours_left >= 0 then 1 when hours_left < 0 then 2 else 3 end, abs(hours_left), priority, platform,
    shop_id, list_name, item
