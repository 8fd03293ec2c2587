with

newest_services as (

    select * from {{ deduplicate('reference', 'shop_services') }}

),

service_words as (

    select * from {{ ref('service_words') }}

)

select
    newest_services.platform,
    {{ surrogate_key(['newest_services.platform', "'shop'", 'newest_services.shop_id']) }} as shop_key,
    newest_services.shop_id,
    service_words.service,
    newest_services.from_date,
    newest_services.to_date,
    newest_services._file_id,
    newest_services._file_row
from newest_services
left join service_words
    on newest_services.service = service_words.word
