with

newest_limits as (

    select * from {{ deduplicate('reference', 'score_limits') }}

),

shop_type_words as (

    select * from {{ ref('shop_type_words') }}

)

select
    newest_limits.platform,
    newest_limits.system_id,
    newest_limits.rule_version,
    newest_limits.industry,
    shop_type_words.shop_type,
    newest_limits.indicator_id,
    newest_limits.limit_value,
    newest_limits.points,
    newest_limits.note,
    newest_limits._file_id,
    newest_limits._file_row
from newest_limits
left join shop_type_words
    on newest_limits.shop_type = shop_type_words.word
