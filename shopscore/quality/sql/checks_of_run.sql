-- Every column, as an older version of shopscore wrote English alone.
select *
from "{quality_results}"
where run_id = $run_id
order by result = 'passed', severity, check_name
