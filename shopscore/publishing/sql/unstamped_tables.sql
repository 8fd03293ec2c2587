-- Tables and views of this file without the column that says their generation.
select schema_name || '.' || table_name as name
from duckdb_columns()
where database_name = current_database() and not internal
group by all
having not bool_or(column_name = $generation_column)
order by all
