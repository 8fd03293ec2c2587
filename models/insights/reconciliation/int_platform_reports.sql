{#
    SCORE PAGES  平台分数页
    What the platforms' own pages showed, the newest state of each row, with its subject and what its word means to
    us. A title is compared without width, blanks and signs, first as a whole and then without what its last brackets
    add, such as that the figure lags. A word that nobody knows stays, without an item. The rule version is the one in
    force on the day of the page.
#}
with

pages as (

    {% for platform in var('platforms_with')['score_pages'] %}
        select
            platform,
            shop_id,
            shop_key,
            page_date, subject_id,
            item as word,
            score, value, peer_mean,
            _file_id, _file_row
        from {{ ref('stg_' ~ platform ~ '__score_pages') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

words as (

    select
        *,
        {{ plain_word('word') }} as plain_title
    from {{ ref('int_platform_report_aliases') }}

),

-- a page may lie in the folders of two shops, or name its shop in one file and leave it out in another
newest as (

    select
        pages.*,
        {{ surrogate_key(['pages.platform', 'pages.page_date', 'pages.subject_id', 'pages.word']) }} as report_key,
        {{ plain_word('pages.word') }} as whole_title,
        {{ plain_word(without_last_brackets('pages.word')) }} as short_title,
        case
            when creators.creator_id is not null and pages.subject_id <> pages.shop_id then 'creator'
            else 'shop'
        end as subject_type,
        row_number() over (
            partition by pages.platform, pages.page_date, pages.subject_id, pages.word
            order by files.exported_at desc, files.sha256 desc, pages._file_row desc
        ) as recency
    from pages
    inner join {{ ref('stg_ledger__landed_files') }} as files
        on pages._file_id = files.file_id
    left join {{ ref('int_creators') }} as creators
        on
            pages.platform = creators.platform
            and pages.subject_id = creators.creator_id

),

understood as (

    select
        newest.*,
        words.system_id,
        words.item_kind,
        words.item,
        coalesce({{ valid_on('newest.page_date', 'words') }}, false) as is_in_force,
        words.rule_version,
        -- of several meanings that of the whole title, then the one in force that day, then the name before the alias,
        -- then the system that matters
        row_number() over (
            partition by newest.report_key
            order by
                newest.whole_title = words.plain_title desc,
                coalesce({{ valid_on('newest.page_date', 'words') }}, false) desc,
                words.is_alias,
                words.importance,
                words.item_kind,
                words.system_id,
                words.valid_from desc
        ) as meaning
    from newest
    left join words
        on
            newest.platform = words.platform
            and newest.subject_type = coalesce(words.subject_type, newest.subject_type)
            and words.plain_title in (newest.whole_title, newest.short_title)
    where newest.recency = 1

),

keyed as (

    select
        *,
        case when is_in_force then rule_version end as rule_version_in_force,
        {{ surrogate_key(['platform', 'subject_type', 'subject_id']) }} as subject_key
    from understood
    where meaning = 1

)

select
    report_key,
    {{ surrogate_key(['subject_key', 'system_id', 'rule_version_in_force', 'page_date']) }} as score_key,
    platform,
    shop_id,
    shop_key,
    page_date,
    subject_type,
    subject_id,
    subject_key,
    word,
    system_id,
    rule_version_in_force as rule_version,
    item_kind, item, score, value, peer_mean,
    _file_id, _file_row
from keyed
