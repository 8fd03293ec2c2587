-- How many rows stand in the raw tables, and how many subjects the user named: what DuckDB knows without counting.
select
    coalesce(sum(case when table_name not like 'reference_%' then estimated_size end), 0) as rows_landed,
    coalesce(
        sum(case when table_name in ('reference_shops', 'reference_creators') then estimated_size end), 0
    ) as subjects
from duckdb_tables()
where schema_name = 'raw' and table_name <> 'rejected_rows'
