-- How far a numerator lies outside 0 and its denominator.
select
    system_id as scope,
    "{key}",
    indicator_id,
    greatest(numerator - denominator, -numerator, 0) as value
from "{table}"
where unit = 'ratio'
