-- Tables and columns of this file without a comment.
select schema_name || '.' || table_name as name
from duckdb_tables()
where comment is null
union all
select schema_name || '.' || table_name || '.' || column_name as name
from duckdb_columns()
where database_name = current_database() and not internal and comment is null
order by all
