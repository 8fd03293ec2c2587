{# Two spellings of a shop type are one: the newest row of both counts. #}
with

newest_limits as (

    select * from {{ deduplicate('reference', 'score_limits') }}

),

shop_type_words as (

    select * from {{ ref('shop_type_words') }}

),

files as (

    select * from {{ source('ledger', 'landed_files') }}

),

told as (

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
        newest_limits._file_row,
        row_number() over (
            partition by
                newest_limits.platform, newest_limits.system_id, newest_limits.rule_version, newest_limits.industry,
                shop_type_words.shop_type, newest_limits.indicator_id, newest_limits.points
            order by files.exported_at desc, files.sha256 desc, newest_limits._file_row desc
        ) as nth
    from newest_limits
    inner join files
        on newest_limits._file_id = files.file_id
    left join shop_type_words
        on newest_limits.shop_type = shop_type_words.word

)

select
    platform,
    system_id,
    rule_version,
    industry,
    shop_type,
    indicator_id,
    limit_value,
    points,
    note,
    _file_id,
    _file_row
from told
where nth = 1
