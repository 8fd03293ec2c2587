with

newest_shops as (

    select * from {{ deduplicate('reference', 'shops') }}

),

shop_type_words as (

    select * from {{ ref('shop_type_words') }}

)

select
    newest_shops.platform,
    {{ surrogate_key(['newest_shops.platform', "'shop'", 'newest_shops.shop_id']) }} as shop_key,
    newest_shops.shop_id,
    newest_shops.shop_name,
    newest_shops.industry,
    newest_shops.opened_on,
    shop_type_words.shop_type,
    newest_shops.score_industry,
    newest_shops.goods_on_sale,
    newest_shops._file_id,
    newest_shops._file_row
from newest_shops
left join shop_type_words
    on newest_shops.shop_type = shop_type_words.word
