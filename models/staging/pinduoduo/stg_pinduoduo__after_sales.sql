with

newest_after_sales as (

    select * from {{ deduplicate('pinduoduo', 'after_sales') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", 'shop_id', 'order_id']) }} as order_key,
    shop_id,
    after_sale_id,
    order_id,
    after_sale_type,
    after_sale_status,
    applied_at,
    reason,
    cast(null as string) as reason_label,
    approved_at,
    return_signed_at,
    refunded_at,
    cast(null as timestamp) as closed_at,
    completed_at,
    -- the export says only whether the platform stepped in, in the header's words
    case when is_platform_joined then '平台介入' end as arbitration_status,
    cast(null as string) as liable_party,
    cast(null as string) as ruling_reason,
    cast(null as string) as description,
    cast(null as timestamp) as auto_deadline_at,
    _file_id,
    _file_row
from newest_after_sales
