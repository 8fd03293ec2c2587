-- Checks that did not pass, of the last run that had something to check. All columns: a ledger of an older version
-- lacks some.
select *
from "{quality_results}"
where
    run_id = (
        select run_id
        from "{runs}"
        where status <> 'nothing_new'
        order by started_at desc, run_id asc
        limit 1
    )
    and result in ('failed', 'not_run')
order by severity, check_name
