-- All shops of the newest date, those that fell most first: scales differ between platforms.
select
    platform, shop_id, shop_name, industry, system_id, rule_version, is_assumption, score, status, change_7d,
    peer_rank, peer_count, worst_indicator_id, worst_indicator_name_en, worst_indicator_name_zh,
    worst_indicator_value, points_lost
from marts.agency_overview
where assessment_date = $assessment_date
order by change_7d nulls last, platform, shop_name, shop_id
