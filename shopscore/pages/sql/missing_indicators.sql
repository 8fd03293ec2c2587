-- Indicators of the newest date without a value or points, by what is missing, and in how many of the reader's shops.
select
    indicators.platform, indicators.indicator_id, indicators.indicator_name_en, indicators.indicator_name_zh,
    indicators.missing_reason, indicators.missing_export, indicators.missing_column,
    count(distinct indicators.subject_id) as shops, min(shops.shop_name) as first_shop
from marts.indicator_scores as indicators
inner join temp.visible_shops as shops
    on indicators.platform = shops.platform and indicators.subject_id = shops.shop_id
where
    indicators.assessment_date = $assessment_date and indicators.subject_type = 'shop' and indicators.is_missing
    and indicators.dimension_id is not null
    and ($platform is null or indicators.platform = $platform)
    and ($subject_id is null or indicators.subject_id = $subject_id)
group by all
order by shops desc, indicators.platform asc, indicators.indicator_id asc, indicators.missing_reason asc
