-- what has a weight: as the user copied it from the page, and as it ships
select
    system_id,
    rule_version,
    industry,
    shop_type,
    item
from staging.stg_reference__score_weights
union
select
    system_id,
    rule_version,
    industry,
    shop_type,
    item
from rules.score_weights
