-- Words of the reader's shops that no list knows, in how many rows, and the indicators that hang on them.
select
    unknown.platform, unknown.export, unknown.word, sum(unknown.uses) as uses,
    min(unknown.indicator_names_en) as indicator_names_en, min(unknown.indicator_names_zh) as indicator_names_zh
from ops.unknown_words as unknown
inner join temp.visible_shops using (platform, shop_id)
where
    ($platform is null or unknown.platform = $platform) and ($shop_id is null or unknown.shop_id = $shop_id)
group by all
order by sum(unknown.uses) desc, unknown.platform asc, unknown.export asc, unknown.word asc
