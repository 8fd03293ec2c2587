{#
    COVERED DAYS  导出覆盖区间
    The spans of days that an export of a shop, or one column of it, covers. A file covers every day before the one it
    was exported on; the user's word that there was nothing covers the days it names. Spans that touch, or lie no
    further apart than the days an export may be late, are one. What the user said of days after a gap that files left
    does not mend the gap: where there is a file, only its span counts.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

needs as (

    select * from {{ ref('int_export_needs') }}

),

-- of several columns that say the same any one will do
columns_of_needs as (

    select
        platform,
        export,
        column_name,
        {{ each_part('column_name', '|') }} as one_column
    from needs
    where column_name is not null

),

limits as (

    select freshness.*
    from {{ ref('freshness') }} as freshness
    inner join as_of
        on {{ valid_on('as_of.assessment_date', 'freshness') }}

),

files as (

    select * from {{ ref('int_export_files') }}

),

nothing_to_export as (

    select * from {{ ref('stg_reference__nothing_to_export') }}

),

spans as (

    select
        needs.platform,
        needs.export,
        needs.column_name,
        files.shop_id,
        true as is_file,
        date '1900-01-01' as covered_from,
        {{ add_days('cast(max(files.exported_at) as date)', '-1') }} as covered_to
    from needs
    inner join files
        on
            needs.platform = files.platform
            and needs.export = files.export
    left join columns_of_needs
        on
            needs.platform = columns_of_needs.platform
            and needs.export = columns_of_needs.export
            and needs.column_name = columns_of_needs.column_name
            and instr(
                ', ' || coalesce(files.absent_columns, '') || ', ', ', ' || columns_of_needs.one_column || ', '
            ) = 0
    where
        needs.column_name is null
        or columns_of_needs.one_column is not null
    group by 1, 2, 3, 4

    union all

    select
        needs.platform,
        needs.export,
        needs.column_name,
        nothing_to_export.shop_id,
        false as is_file,
        nothing_to_export.from_date as covered_from,
        coalesce(nothing_to_export.to_date, date '2999-12-31') as covered_to
    from needs
    inner join nothing_to_export
        on
            needs.platform = nothing_to_export.platform
            and needs.export = nothing_to_export.export
    where coalesce(nothing_to_export.from_date <= nothing_to_export.to_date, true)

),

behind as (

    select
        spans.*,
        coalesce(limits.late_after_days, 0) as late_after_days,
        max(spans.covered_to) over (
            partition by spans.platform, spans.shop_id, spans.export, spans.column_name
            order by spans.covered_from, spans.covered_to
            rows between unbounded preceding and 1 preceding
        ) as covered_before
    from spans
    left join limits
        on
            spans.platform = limits.platform
            and spans.export = limits.export

),

numbered as (

    select
        *,
        sum(
            case
                when covered_from <= {{ add_days('covered_before', 'late_after_days + 1') }} then 0
                else 1
            end
        ) over (
            partition by platform, shop_id, export, column_name
            order by covered_from, covered_to
            rows between unbounded preceding and current row
        ) as place
    from behind

),

joined as (

    select
        platform,
        shop_id,
        export,
        column_name,
        place,
        max(case when is_file then 1 else 0 end) as file_spans,
        min(covered_from) as covered_from,
        max(covered_to) as covered_to
    from numbered
    group by 1, 2, 3, 4, 5

),

with_files as (

    select
        *,
        max(file_spans) over (partition by platform, shop_id, export, column_name) = 1 as has_file
    from joined

)

select
    platform,
    shop_id,
    export,
    column_name,
    has_file,
    covered_from,
    covered_to
from with_files
where file_spans = 1 or not has_file
