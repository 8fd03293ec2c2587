-- The rows of a key beyond the first.
select
    'all' as scope,
    "{subject}",
    count(*) - 1 as value
from "{table}"
group by "{subject}"
