-- rows are told apart by their key, over all files: a row that comes three times is one
select words.meant
from "{table}" as landed
inner join (
    select
        unnest(cast($shown as varchar[])) as shown,
        unnest(cast($meant as varchar[])) as meant
) as words
    on landed."{column}" = words.shown
group by words.meant
having count(distinct row("{key}")) >= $rows_to_be_named and masked(words.meant) = words.meant
