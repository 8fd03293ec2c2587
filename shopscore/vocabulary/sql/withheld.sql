-- What the newest date withholds, a row a shop and cause.
select
    platform, shop_id, shop_name, missing_reason as reason, export, column_name as "column", vocabulary, check_name,
    string_agg(distinct indicator_id, '|' order by indicator_id) as indicator_ids,
    string_agg(distinct indicator_name_en, '|' order by indicator_name_en) as indicators_en,
    string_agg(distinct indicator_name_zh, '|' order by indicator_name_zh) as indicators_zh,
    max(uses)::bigint as uses,
    max(unknown_uses)::bigint as unknown_uses
from ops.withheld_indicators
group by all
order by all
