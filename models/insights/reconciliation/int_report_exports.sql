{#
    EXPORTS BEHIND SCORE PAGES  分数页所需导出
    Which export a figure needs and the warehouse lacks: no row of the shop in the window of the indicator, or no file
    exported on the day of the page or later. One row per shop, day and item that lacks something; of several exports
    the first by name, and of alternatives only when none is there. A creator is judged by the exports of the shop in whose folder the page lies.
#}
with

pages as (

    select
        report_key,
        platform,
        shop_id,
        shop_key,
        page_date,
        system_id,
        rule_version,
        item_kind,
        item
    from {{ ref('int_platform_reports') }}
    where rule_version is not null

),

newest_files as (

    select
        platform,
        shop_id,
        export,
        cast(max(exported_at) as date) as exported_on
    from {{ ref('stg_ledger__landed_files') }}
    where status = 'landed'
    group by 1, 2, 3

),

export_days as (

    select * from {{ ref('int_report_export_days') }}

),

needs as (

    select distinct
        pages.*,
        indicator_exports.export,
        coalesce(indicator_exports.alternatives, indicator_exports.export) as need,
        {{ add_days('pages.page_date', '-indicators.far_days') }} as window_start
    from pages
    inner join {{ ref('int_indicator_rules') }} as indicators
        on
            pages.system_id = indicators.system_id
            and pages.rule_version = indicators.rule_version
            and case pages.item_kind
                when 'indicator' then pages.item = indicators.indicator_id
                when 'dimension' then pages.item = indicators.dimension_id
                else indicators.dimension_id is not null
            end
    inner join {{ ref('indicator_exports') }} as indicator_exports
        on
            pages.platform = indicator_exports.platform
            and indicators.indicator_id = indicator_exports.indicator_id

),

rows_seen as (

    select
        needs.report_key, needs.platform, needs.shop_id, needs.page_date, needs.export, needs.need,
        max(export_days.day) as last_day
    from needs
    left join export_days
        on
            needs.shop_key = export_days.shop_key
            and needs.export = export_days.export
            and needs.window_start <= export_days.day
            and needs.page_date > export_days.day
    group by 1, 2, 3, 4, 5, 6

),

lacking_needs as (

    select
        rows_seen.report_key, rows_seen.need
    from rows_seen
    where
        rows_seen.last_day is null
        or not exists (
            select 1
            from newest_files
            where
                rows_seen.platform = newest_files.platform
                and newest_files.shop_id in (rows_seen.shop_id, '_all')
                and rows_seen.export = newest_files.export
                and rows_seen.page_date <= newest_files.exported_on
        )
    group by 1, 2
    -- of alternatives each has to be missing
    having count(*) = length(rows_seen.need) - length(replace(rows_seen.need, '|', '')) + 1

)

select
    report_key,
    min(need) as missing_export
from lacking_needs
group by 1
