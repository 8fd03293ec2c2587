{#
    MISSING EXPORTS  指标缺失的导出
    The indicators that lack an export on an assessment date, with the first reason that holds: no file at all, too old,
    a column that is not there, rows that failed a check, words nobody knows. A creator lacks what any shop lacks whose
    orders in the window carry the creator.
#}
with

gaps as (

    select platform, shop_id, indicator_id, assessment_date, export, column_name, missing_reason, place
    from {{ ref('int_indicator_gaps') }}

    union all

    select
        platform, shop_id, indicator_id, assessment_date, export, column_name, missing_reason,
        case missing_reason when 'failed_check' then 4 else 5 end as place
    from {{ ref('int_withheld_indicators') }}

),

windows as (

    select
        platform,
        indicator_id,
        min(near_days) as near_days,
        max(far_days) as far_days
    from {{ ref('int_rule_windows') }}
    where subject_type = 'creator'
    group by 1, 2

),

-- which shops' orders carry a creator, and from which pay day to which: the exports of these shops are the creator's
creator_shops as (

    select
        platform,
        creator_id,
        shop_id,
        cast(min(paid_at) as date) as first_paid_on,
        cast(max(paid_at) as date) as last_paid_on
    from {{ ref('int_orders') }}
    where
        creator_id is not null
        and paid_at is not null
    group by 1, 2, 3

),

subject_gaps as (

    select
        platform, 'shop' as subject_type, shop_id as subject_id, indicator_id, assessment_date, export, column_name,
        missing_reason, place
    from gaps

    union all

    select
        gaps.platform, 'creator' as subject_type, creator_shops.creator_id as subject_id, gaps.indicator_id,
        gaps.assessment_date, gaps.export, gaps.column_name, gaps.missing_reason, gaps.place
    from gaps
    inner join creator_shops
        on
            gaps.platform = creator_shops.platform
            and gaps.shop_id = creator_shops.shop_id
    inner join windows
        on
            gaps.platform = windows.platform
            and gaps.indicator_id = windows.indicator_id
            and creator_shops.first_paid_on <= {{ add_days('gaps.assessment_date', '-windows.near_days') }}
            and creator_shops.last_paid_on >= {{ add_days('gaps.assessment_date', '-windows.far_days') }}

),

ordered as (

    select
        *,
        row_number() over (
            partition by platform, subject_type, subject_id, indicator_id, assessment_date
            order by place, export, column_name
        ) as nth
    from subject_gaps

)

select
    platform, subject_type, subject_id,
    {{ surrogate_key(['platform', 'subject_type', 'subject_id']) }} as subject_key,
    indicator_id, assessment_date,
    export as missing_export,
    column_name as missing_column,
    missing_reason
from ordered
where nth = 1
