-- Checks of a run that did not pass. All columns: a ledger of an older version lacks some.
select *
from "{quality_results}"
where run_id = $run_id and result in ('failed', 'not_run')
order by severity, check_name
