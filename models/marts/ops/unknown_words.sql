{#
    UNKNOWN WORDS  未知用词
    Each word that a shop's exports say and no vocabulary knows. A word is written out where it stands in three rows of
    the platform or more and is short: landing has put a stand-in for any other that may be somebody's.
#}
with

unknown_uses as (

    select
        platform,
        shop_id,
        export,
        column_name,
        vocabulary,
        {{ split_to_rows('unknown_parts', '\x1f') }} as word,
        used_on,
        uses,
        file_id
    from {{ ref('int_judged_words') }}
    where
        not is_known
        and unknown_parts is not null

),

uses as (

    select
        platform,
        shop_id,
        export,
        column_name,
        vocabulary,
        word,
        sum(uses) as uses,
        max(used_on) as last_used_on,
        max(file_id) as file_id
    from unknown_uses
    group by 1, 2, 3, 4, 5, 6

),

counted as (

    select
        *,
        sum(uses) over (partition by platform, vocabulary, word) as uses_of_word
    from uses

),

concerned as (

    select
        indicator_words.platform,
        indicator_words.vocabulary,
        {{ all_meanings('indicator_words.indicator_id') }} as indicator_ids,
        {{ all_meanings('indicator_names.name_en') }} as indicator_names_en,
        {{ all_meanings('indicator_names.name_zh') }} as indicator_names_zh
    from {{ ref('indicator_words') }} as indicator_words
    inner join {{ ref('indicator_names') }} as indicator_names
        on indicator_words.indicator_id = indicator_names.indicator_id
    group by 1, 2

),

shops as (

    select * from {{ ref('int_shops') }}

),

landed_files as (

    select * from {{ ref('stg_ledger__landed_files') }}

)

select
    counted.platform,
    counted.shop_id,
    coalesce(shops.shop_name, counted.shop_id) as shop_name,
    counted.export,
    counted.column_name,
    counted.vocabulary,
    case
        when
            counted.uses_of_word >= {{ var('rows_to_be_named') }}
            and length(counted.word) <= {{ var('longest_word') }}
            and counted.word not like 'unknown-%'
            then counted.word
    end as word,
    count(*) as words,
    sum(counted.uses) as uses,
    max(counted.last_used_on) as last_used_on,
    max(landed_files.file_name) as file_name,
    max(concerned.indicator_ids) as indicator_ids,
    max(concerned.indicator_names_en) as indicator_names_en,
    max(concerned.indicator_names_zh) as indicator_names_zh
from counted
left join shops
    on
        counted.platform = shops.platform
        and counted.shop_id = shops.shop_id
left join concerned
    on
        counted.platform = concerned.platform
        and counted.vocabulary = concerned.vocabulary
left join landed_files
    on counted.file_id = landed_files.file_id
group by 1, 2, 3, 4, 5, 6, 7
