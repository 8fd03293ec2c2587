-- of which industries the shops are
select
    count(*) as counted,
    sum(hash(reference_shops)) as summed
from raw.reference_shops
