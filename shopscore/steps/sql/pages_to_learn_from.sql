-- how many rows of pages there are of the days on which a dimension is learned, and a sum over them
select
    count(*) as counted,
    sum(hash(pages)) as summed
from "{table}" as pages
where
    pages.page_date >= (
        select min(cast(valid_from as date))
        from read_csv('{indicators}', header = true, all_varchar = true)
        where method = 'learned' and dimension_id is not null
    )
