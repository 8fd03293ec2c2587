-- Every shop that the reader sees under the system that matters most on its platform, worst first: scales differ, so by
-- how far up its scale a score stands; shops without a score last.
select
    overview.platform, overview.shop_id, overview.shop_name, overview.industry, overview.system_id,
    overview.system_name_en, overview.system_name_zh, overview.rule_version, overview.is_assumption, overview.score,
    overview.status, scores.shown_score, versions.ceiling, scores.change_1d, overview.change_7d, overview.peer_rank,
    overview.peer_count, overview.worst_indicator_id, overview.worst_indicator_name_en,
    overview.worst_indicator_name_zh, overview.points_lost, scores.valid_orders, versions.minimum_orders,
    (overview.score - versions.floor) / (versions.ceiling - versions.floor) as place
from marts.agency_overview as overview
inner join temp.visible_shops using (platform, shop_id)
inner join dims.rule_versions as versions using (system_id, rule_version)
inner join marts.scores
    on
        overview.assessment_date = scores.assessment_date and overview.system_id = scores.system_id
        and overview.rule_version = scores.rule_version and overview.platform = scores.platform
        and scores.subject_type = 'shop' and overview.shop_id = scores.subject_id
where overview.assessment_date = $assessment_date
order by place nulls last, overview.change_7d nulls last, overview.platform, overview.shop_id
