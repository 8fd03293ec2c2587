with

newest_weights as (

    select * from {{ deduplicate('reference', 'score_weights') }}

),

shop_type_words as (

    select * from {{ ref('shop_type_words') }}

)

select
    newest_weights.platform,
    newest_weights.system_id,
    newest_weights.rule_version,
    newest_weights.industry,
    shop_type_words.shop_type,
    newest_weights.item,
    newest_weights.weight,
    newest_weights.note,
    newest_weights._file_id,
    newest_weights._file_row
from newest_weights
left join shop_type_words
    on newest_weights.shop_type = shop_type_words.word
