{# Two spellings of a shop type are one: the newest row of both counts. #}
with

newest_weights as (

    select * from {{ deduplicate('reference', 'score_weights') }}

),

shop_type_words as (

    select * from {{ ref('shop_type_words') }}

),

files as (

    select * from {{ source('ledger', 'landed_files') }}

),

told as (

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
        newest_weights._file_row,
        row_number() over (
            partition by
                newest_weights.platform, newest_weights.system_id, newest_weights.rule_version, newest_weights.industry,
                shop_type_words.shop_type, newest_weights.item
            order by files.exported_at desc, files.sha256 desc, newest_weights._file_row desc
        ) as nth
    from newest_weights
    inner join files
        on newest_weights._file_id = files.file_id
    left join shop_type_words
        on newest_weights.shop_type = shop_type_words.word

)

select
    platform,
    system_id,
    rule_version,
    industry,
    shop_type,
    item,
    weight,
    note,
    _file_id,
    _file_row
from told
where nth = 1
