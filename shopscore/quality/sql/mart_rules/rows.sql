-- The rows of a mart.
select
    'all' as scope,
    count(*) as value
from "{table}"
