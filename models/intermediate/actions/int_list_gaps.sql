{#
    LIST GAPS  清单缺口
    The lists of each shop that lack an export today, and which. Without an indispensable one the list would invent its
    rows (an order whose parcel nobody landed looks like one that nobody picked up), so it is empty; without another a
    part of it is not there. Of several exports the indispensable one comes first, then the first by name.
#}
with

noon as (

    select * from {{ ref('int_noon') }}

),

lacking as (

    select
        coverage.platform,
        coverage.shop_id,
        list_exports.list_name,
        list_exports.export,
        list_exports.is_indispensable,
        coverage.missing_reason,
        coverage.covered_through,
        row_number() over (
            partition by coverage.platform, coverage.shop_id, list_exports.list_name
            order by case when list_exports.is_indispensable then 0 else 1 end, list_exports.export
        ) as place
    from {{ ref('int_export_coverage') }} as coverage
    inner join {{ ref('list_exports') }} as list_exports
        on
            coverage.platform = list_exports.platform
            and coverage.export = list_exports.export
    where not coverage.is_covered

)

select
    lacking.platform,
    lacking.shop_id,
    lacking.list_name,
    max(case when lacking.is_indispensable then 1 else 0 end) = 1 as is_empty,
    max(case when lacking.place = 1 then lacking.export end) as missing_export,
    max(case when lacking.place = 1 then lacking.missing_reason end) as missing_reason,
    max(case when lacking.place = 1 then lacking.covered_through end) as covered_through,
    count(*) as missing_exports
from lacking
inner join noon
    on lacking.platform = noon.platform
group by 1, 2, 3
