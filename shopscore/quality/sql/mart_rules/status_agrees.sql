-- 1 where a score is there and its status says that there is none, or the other way round.
select
    system_id as scope,
    "{key}",
    case
        -- in growth a shop may have points or none
        when status = 'growth' or (status in ('scored', 'partial', 'estimated')) = (score is not null) then 0
        else 1
    end as value
from "{table}"
