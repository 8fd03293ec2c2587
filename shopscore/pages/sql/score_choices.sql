-- The scores of a shop on the newest date, those the platform shows first, and where each stands.
select
    scores.system_id, scores.rule_version, systems.name_en, systems.name_zh, scores.is_official, scores.score,
    scores.shown_score, scores.status, versions.floor, versions.ceiling, scores.change_1d, scores.change_7d,
    scores.change_30d, scores.valid_orders, versions.minimum_orders
from marts.scores
inner join temp.visible_shops as shops on scores.platform = shops.platform and scores.subject_id = shops.shop_id
inner join dims.systems as systems using (system_id)
inner join dims.rule_versions as versions using (system_id, rule_version)
where
    scores.assessment_date = $assessment_date and scores.subject_type = 'shop'
    and scores.platform = $platform and scores.subject_id = $subject_id
order by
    bool_or(scores.is_official) over (partition by scores.system_id) desc, systems.importance, scores.system_id asc,
    scores.is_official desc, versions.is_what_if asc, versions.valid_from desc, scores.rule_version asc
