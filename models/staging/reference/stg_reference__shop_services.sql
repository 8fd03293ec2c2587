{# Two spellings of a service are one: the newest row of both counts. #}
with

newest_services as (

    select * from {{ deduplicate('reference', 'shop_services') }}

),

service_words as (

    select * from {{ ref('service_words') }}

),

files as (

    select * from {{ source('ledger', 'landed_files') }}

),

told as (

    select
        newest_services.platform,
        {{ surrogate_key(['newest_services.platform', "'shop'", 'newest_services.shop_id']) }} as shop_key,
        newest_services.shop_id,
        service_words.service,
        newest_services.from_date,
        newest_services.to_date,
        newest_services._file_id,
        newest_services._file_row,
        row_number() over (
            partition by
                newest_services.platform, newest_services.shop_id, service_words.service, newest_services.from_date
            order by files.exported_at desc, files.sha256 desc, newest_services._file_row desc
        ) as nth
    from newest_services
    inner join files
        on newest_services._file_id = files.file_id
    left join service_words
        on newest_services.service = service_words.word

)

select
    platform,
    shop_key,
    shop_id,
    service,
    from_date,
    to_date,
    _file_id,
    _file_row
from told
where nth = 1
