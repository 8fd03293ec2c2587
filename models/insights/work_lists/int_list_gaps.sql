{#
    LIST GAPS  清单缺口
    The lists of each shop that lack an export today, or a column of one, and which. Without an indispensable one the list would invent its
    rows (an order whose parcel nobody landed looks like one that nobody picked up), so it is empty; without another a
    part of it is not there. Of several exports the indispensable one comes first, then one that is missing as a whole,
    then the first by name.
#}
with

cutoff as (

    select * from {{ ref('int_cutoff') }}

),

missing as (

    select
        gaps.platform,
        gaps.shop_id,
        gaps.export,
        coalesce(gaps.column_name, '') as column_name,
        gaps.missing_reason,
        case when gaps.column_name is null then gaps.covered_through end as covered_through
    from {{ ref('int_export_gaps') }} as gaps
    inner join cutoff
        on
            gaps.platform = cutoff.platform
            and gaps.from_date <= cutoff.as_of
            and gaps.to_date >= cutoff.as_of

),

lacking as (

    select
        missing.platform,
        missing.shop_id,
        list_exports.list_name,
        list_exports.export,
        list_exports.header,
        list_exports.is_indispensable,
        missing.missing_reason,
        missing.covered_through,
        row_number() over (
            partition by missing.platform, missing.shop_id, list_exports.list_name
            order by
                case when list_exports.is_indispensable then 0 else 1 end,
                case when missing.column_name = '' then 0 else 1 end,
                list_exports.export,
                missing.column_name
        ) as place
    from missing
    inner join {{ ref('list_exports') }} as list_exports
        on
            missing.platform = list_exports.platform
            and missing.export = list_exports.export
            and missing.column_name = coalesce(list_exports.column_name, '')

)

select
    lacking.platform,
    lacking.shop_id,
    {{ surrogate_key(['lacking.platform', "'shop'", 'lacking.shop_id']) }} as shop_key,
    lacking.list_name,
    max(case when lacking.is_indispensable then 1 else 0 end) = 1 as is_empty,
    max(case when lacking.place = 1 then lacking.export end) as missing_export,
    max(case when lacking.place = 1 then lacking.header end) as missing_column,
    max(case when lacking.place = 1 then lacking.missing_reason end) as missing_reason,
    max(case when lacking.place = 1 then lacking.covered_through end) as covered_through,
    count(distinct lacking.export) as missing_exports
from lacking
group by 1, 2, 3, 4
