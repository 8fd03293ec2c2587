-- What a number is of in the landed exports, and why it makes no case.
select ids.platform, ids.shop_id, ids.id_kind, ids.order_id, ids.review_id, told.meaning_en, told.meaning_zh
from insights.int_known_ids as ids
left join dims.case_reasons as told on ids.hindrance = told.reason
where ids.id = $asked
order by all
