-- The rows of a mart, as a share of those of the last publication.
with counted as (
    select count(*) as rows
    from "{table}"
),

last_counted as (
    select count(*) as rows
    from last_publication."{table}"
)

select
    'all' as scope,
    counted.rows / nullif(last_counted.rows, 0) as value
from counted
cross join last_counted
