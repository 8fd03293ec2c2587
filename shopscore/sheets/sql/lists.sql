-- Every list there is, with its columns in order.
select
    table_name as name,
    list(column_name order by column_index) as columns,
    list(data_type order by column_index) as types
from duckdb_columns()
where schema_name = 'actions' and database_name = current_database()
group by table_name
order by table_name
