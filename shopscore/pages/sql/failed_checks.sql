-- Checks of the last run that did not pass, what held something back first; what they say is of all shops.
select check_name, checked_table, severity, failing_rows, description, description_zh, message, message_zh
from ops.quality_results
where result = 'failed'
order by case severity when 'error' then 1 when 'withhold' then 2 else 3 end, failing_rows desc, check_name asc
