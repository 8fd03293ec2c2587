select
    platform,
    system_id,
    rule_version,
    industry,
    shop_type,
    indicator_id,
    limit_value,
    points
from staging.stg_reference__score_limits
order by all
