update "{table}"
set "{column}" = words.told
from (
    select
        unnest(cast($hidden as varchar[])) as hidden,
        unnest(cast($told as varchar[])) as told
) as words
where "{column}" = words.hidden
