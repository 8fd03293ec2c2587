{#
    COVERAGE OF EXPORTS  导出覆盖情况
    Each export of each shop on the newest date: how far it is covered, and why it is missing where it is.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

shops as (

    select * from {{ ref('int_shops') }}

),

exports as (

    select * from {{ ref('int_export_needs') }}
    where column_name is null

),

limits as (

    select freshness.*
    from {{ ref('freshness') }} as freshness
    inner join as_of
        on {{ valid_on('as_of.assessment_date', 'freshness') }}

),

newest_files as (

    select
        platform,
        shop_id,
        export,
        max(exported_at) as newest_exported_at
    from {{ ref('int_export_files') }}
    group by 1, 2, 3

),

covered as (

    select
        covers.platform,
        covers.shop_id,
        covers.export,
        max(covers.covered_to) as covered_through
    from {{ ref('int_export_covers') }} as covers
    inner join as_of
        on covers.covered_from < as_of.assessment_date
    where covers.column_name is null
    group by 1, 2, 3

),

gaps as (

    select gaps.*
    from {{ ref('int_export_gaps') }} as gaps
    inner join as_of
        on
            gaps.from_date <= as_of.assessment_date
            and gaps.to_date >= as_of.assessment_date
    where gaps.column_name is null

)

select
    shops.platform,
    shops.shop_id,
    exports.export,
    newest_files.newest_exported_at,
    covered.covered_through,
    limits.late_after_days,
    gaps.missing_reason is null as is_covered,
    gaps.missing_reason
from shops
inner join exports
    on shops.platform = exports.platform
left join newest_files
    on
        shops.platform = newest_files.platform
        and shops.shop_id = newest_files.shop_id
        and exports.export = newest_files.export
left join covered
    on
        shops.platform = covered.platform
        and shops.shop_id = covered.shop_id
        and exports.export = covered.export
left join limits
    on
        exports.platform = limits.platform
        and exports.export = limits.export
left join gaps
    on
        shops.platform = gaps.platform
        and shops.shop_id = gaps.shop_id
        and exports.export = gaps.export
