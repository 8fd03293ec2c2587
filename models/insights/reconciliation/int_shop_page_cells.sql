{#
    PAGES OF SHOPS IN THE WORDS OF THE RULES  店铺分数页（按规则项目）
    What the pages of shops showed of each dimension and indicator of the rule version in force that day: one row each,
    with the industry by which the platform scores the shop. Of two titles of one thing, one of which lags, the shorter
    one counts. It is built before the scores, so it reads nothing that orders are read for.
#}
with

words as (

    select distinct
        platform, system_id, rule_version, item_kind, item, valid_from, valid_to,
        {{ plain_word('word') }} as plain_title
    from {{ ref('int_platform_report_aliases') }}
    where
        item_kind in ('dimension', 'indicator')
        and subject_type = 'shop'

),

pages as (

    {% for platform in var('platforms_with')['score_pages'] %}
        select
            platform, shop_id, shop_key, page_date, item as word, score, value, _file_id, _file_row,
            {{ plain_word('item') }} as whole_title,
            {{ plain_word(without_last_brackets('item')) }} as short_title
        from {{ ref('stg_' ~ platform ~ '__score_pages') }}
        where subject_id = shop_id
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

understood as (

    select
        pages.*,
        words.system_id, words.rule_version, words.item_kind, words.item,
        row_number() over (
            partition by
                pages.shop_key, pages.page_date, words.system_id, words.rule_version, words.item_kind, words.item
            order by
                length(pages.word) asc, pages.word asc,
                files.exported_at desc, files.sha256 desc, pages._file_row desc
        ) as place
    from pages
    inner join words
        on
            pages.platform = words.platform
            and words.plain_title in (pages.whole_title, pages.short_title)
            and {{ valid_on('pages.page_date', 'words') }}
    inner join {{ ref('stg_ledger__landed_files') }} as files
        on pages._file_id = files.file_id

)

select
    {{ surrogate_key([
        'understood.shop_key', 'understood.system_id', 'understood.rule_version', 'understood.page_date'
    ]) }} as page_key,
    understood.platform,
    understood.shop_id,
    understood.shop_key,
    coalesce(shops.score_industry, shops.industry) as industry,
    understood.page_date,
    understood.system_id,
    understood.rule_version,
    understood.item_kind,
    understood.item,
    -- a dimension has no other figure than its points
    case
        when understood.item_kind = 'dimension' then coalesce(understood.score, understood.value)
        else understood.score
    end as points,
    understood.value
from understood
left join {{ ref('stg_reference__shops') }} as shops
    on understood.shop_key = shops.shop_key
where understood.place = 1
