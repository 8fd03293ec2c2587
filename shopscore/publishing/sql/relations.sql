-- Tables and views of some schemas with the types of their columns.
select
    schema_name,
    table_name,
    map(list(column_name order by column_index), list(data_type order by column_index)) as types
from duckdb_columns()
where database_name = current_database() and list_contains($schemas, schema_name)
group by all
order by all
