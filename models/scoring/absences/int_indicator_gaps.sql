{#
    GAPS OF INDICATORS  指标缺口
    What an indicator lacks of a shop's exports on an assessment date: every gap of an export that it needs, or of a
    column, or the table that it goes by and the user has not copied. Of exports that are alternatives one is enough: they are missing when each has a gap, and then what is told
    is the one nearest to being whole, or all of them where none ever came.
#}
with

dates as (

    select distinct seen_on as assessment_date
    from {{ ref('int_assessment_dates') }}

),

exports_of_indicators as (

    select
        platform,
        indicator_id,
        export,
        cast(null as string) as column_name,
        alternatives
    from {{ ref('indicator_exports') }}

    union

    select
        platform,
        indicator_id,
        export,
        column_name,
        alternatives
    from {{ ref('indicator_exports') }}

),

gaps as (

    select
        gaps.platform,
        gaps.shop_id,
        exports_of_indicators.indicator_id,
        dates.assessment_date,
        gaps.export,
        gaps.column_name,
        gaps.missing_reason,
        exports_of_indicators.alternatives,
        case gaps.missing_reason when 'no_export' then 1 when 'stale_export' then 2 else 3 end as place
    from {{ ref('int_export_gaps') }} as gaps
    inner join exports_of_indicators
        on
            gaps.platform = exports_of_indicators.platform
            and gaps.export = exports_of_indicators.export
            and coalesce(gaps.column_name, '') = coalesce(exports_of_indicators.column_name, '')
    inner join dates
        on
            gaps.from_date <= dates.assessment_date
            and gaps.to_date >= dates.assessment_date

),

first_gaps as (

    select
        *,
        row_number() over (
            partition by platform, shop_id, indicator_id, assessment_date, alternatives, export
            order by place, column_name
        ) as nth
    from gaps
    where alternatives is not null

),

lacking_alternatives as (

    select
        *,
        count(*) over (partition by platform, shop_id, indicator_id, assessment_date, alternatives) as lacking,
        row_number() over (
            partition by platform, shop_id, indicator_id, assessment_date, alternatives order by place desc, export asc
        ) as nearest
    from first_gaps
    where nth = 1

)

select platform, shop_id, indicator_id, assessment_date, export, column_name, missing_reason, place
from gaps
where alternatives is null

union all

select
    shops.platform, shops.shop_id, tables.cases_of as indicator_id, dates.assessment_date, 'pickup_points' as export,
    cast(null as string) as column_name, 'no_export' as missing_reason, 1 as place
from {{ ref('int_pickup_tables') }} as tables
inner join {{ ref('int_shops') }} as shops
    on tables.platform = shops.platform
cross join dates
where tables.from_hours is null

union all

select
    platform, shop_id, indicator_id, assessment_date,
    case when missing_reason = 'no_export' then alternatives else export end as export,
    column_name, missing_reason, place
from lacking_alternatives
where
    nearest = 1
    and lacking = length(alternatives) - length(replace(alternatives, '|', '')) + 1
