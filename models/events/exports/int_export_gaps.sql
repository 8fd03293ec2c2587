{#
    GAPS OF EXPORTS  导出缺口
    The assessment dates on which a shop lacks an export, or one column of it: nothing ever covered it, or it is
    covered less far than D-1 less the days it may be late.
#}
with

shops as (

    select * from {{ ref('int_shops') }}

),

needs as (

    select * from {{ ref('int_export_needs') }}

),

limits as (

    select * from {{ ref('freshness') }}

),

covers as (

    select
        *,
        lead(covered_from) over (
            partition by platform, shop_id, export, column_name
            order by covered_from
        ) as next_from
    from {{ ref('int_export_covers') }}

),

begins as (

    select
        platform,
        shop_id,
        export,
        column_name,
        min(covered_from) as covered_from
    from covers
    group by 1, 2, 3, 4

),

gaps as (

    select
        shops.platform,
        shops.shop_id,
        needs.export,
        needs.column_name,
        false as has_file,
        date '1900-01-01' as from_date,
        -- a day is covered when its day before is
        coalesce(begins.covered_from, date '2999-12-31') as to_date
    from shops
    inner join needs
        on shops.platform = needs.platform
    left join begins
        on
            shops.platform = begins.platform
            and shops.shop_id = begins.shop_id
            and needs.export = begins.export
            and coalesce(needs.column_name, '') = coalesce(begins.column_name, '')

    union all

    select
        covers.platform,
        covers.shop_id,
        covers.export,
        covers.column_name,
        covers.has_file,
        greatest(
            {{ add_days('covers.covered_to', 'coalesce(limits.late_after_days, 0) + 2') }},
            coalesce(limits.valid_from, date '1900-01-01')
        ) as from_date,
        least(
            coalesce(covers.next_from, date '2999-12-31'),
            coalesce(limits.valid_to, date '2999-12-31')
        ) as to_date
    from covers
    left join limits
        on
            covers.platform = limits.platform
            and covers.export = limits.export
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
    end as missing_reason
from gaps
where
    from_date <= to_date
    and to_date > date '1900-01-01'
