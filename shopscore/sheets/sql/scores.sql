-- The newest score of each shop, the lowest first within its platform. A score is cut to two decimals and not rounded:
-- one just below a line never reads like the line.
select
    overview.platform,
    overview.shop_name,
    overview.shop_id,
    overview.industry,
    overview.system_name_en,
    overview.system_name_zh,
    floor(round(overview.score * 100, 6)) / 100 as score,
    overview.status,
    overview.change_7d,
    overview.peer_rank,
    overview.peer_count,
    overview.worst_indicator_name_en,
    overview.worst_indicator_name_zh,
    overview.worst_indicator_value,
    overview.points_lost,
    any_value(scores.unit) as unit
from marts.agency_overview as overview
left join marts.indicator_scores as scores
    on
        overview.assessment_date = scores.assessment_date
        and overview.system_id = scores.system_id
        and overview.rule_version = scores.rule_version
        and overview.shop_id = scores.subject_id
        and overview.platform = scores.platform
        and overview.worst_indicator_id = scores.indicator_id
where len($shops) = 0 or list_contains($shops, overview.platform || '/' || overview.shop_id)
group by all
order by overview.platform, score nulls last, overview.shop_id
