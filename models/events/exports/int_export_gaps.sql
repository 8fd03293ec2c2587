{#
    GAPS OF EXPORTS  导出缺口
    The assessment dates on which a shop lacks an export, or one column of it: nothing ever covered it, or it is
    covered less far than D-1 less the days it may be late.
#}
with

limits as (

    select * from {{ ref('freshness') }}

),

-- before everything that covers an export of a known shop lies nothing
covers as (

    select
        shops.platform,
        shops.shop_id,
        needs.export,
        needs.column_name,
        false as has_file,
        date '1899-12-31' as covered_from,
        cast(null as date) as covered_to
    from {{ ref('int_shops') }} as shops
    inner join {{ ref('int_export_needs') }} as needs
        on shops.platform = needs.platform

    union all

    select platform, shop_id, export, column_name, has_file, covered_from, covered_to
    from {{ ref('int_export_covers') }}

),

covers_in_order as (

    select
        *,
        lead(covered_from) over (
            partition by platform, shop_id, export, column_name
            order by covered_from
        ) as next_from
    from covers

),

gaps as (

    select
        covers.*,
        greatest(
            {{ add_days('covers.covered_to', 'coalesce(limits.late_after_days, 0) + 2') }},
            coalesce(limits.valid_from, date '1900-01-01')
        ) as from_date,
        -- a day is covered when its day before is
        least(
            coalesce(covers.next_from, date '2999-12-31'),
            coalesce(limits.valid_to, date '2999-12-31')
        ) as to_date
    from covers_in_order as covers
    left join limits
        on
            covers.platform = limits.platform
            and covers.export = limits.export
            and covers.covered_to is not null
    -- files of an export without a limit are never late
    where limits.platform is not null or not covers.has_file

)

select
    platform,
    shop_id,
    export,
    column_name,
    from_date,
    to_date,
    case
        when column_name is not null then 'not_in_export'
        when has_file then 'stale_export'
        else 'no_export'
    end as missing_reason,
    covered_to as covered_through
from gaps
where
    from_date <= to_date
    and to_date > date '1900-01-01'
