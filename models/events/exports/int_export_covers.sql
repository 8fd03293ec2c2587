{#
    COVERED DAYS  导出覆盖区间
    The spans of days that an export of a shop, or one column of it, covers, joined: spans that touch, or lie no further
    apart than the days an export may be late, are one. What the user said of days after a gap that files left does not
    mend the gap: where there is a file, only its span counts.
#}
with

as_of as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

limits as (

    select freshness.*
    from {{ ref('freshness') }} as freshness
    inner join as_of
        on {{ valid_on('as_of.assessment_date', 'freshness') }}

),

spans as (

    select * from {{ ref('int_export_spans') }}

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
