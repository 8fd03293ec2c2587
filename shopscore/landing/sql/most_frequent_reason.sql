select
    reason,
    reason_zh
from raw.rejected_rows
where file_id = $file_id
group by reason, reason_zh
order by count(*) desc, reason
limit 1
