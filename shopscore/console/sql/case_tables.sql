-- Whether there are case states, and the words for their reasons.
select count(*) as tables
from information_schema.tables
where table_schema || '.' || table_name in ($states, 'dims.case_reasons')
