with

newest_orders as (

    select * from {{ deduplicate('pinduoduo', 'orders') }}

)

select
    'pinduoduo' as platform,
    {{ surrogate_key(["'pinduoduo'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'pinduoduo'", 'shop_id', 'order_id']) }} as order_key,
    cast(null as bigint) as creator_key,
    shop_id,
    cast(null as string) as parent_order_id,
    order_id,
    product_name,
    product_id,
    quantity,
    payable_amount,
    cast(null as timestamp) as submitted_at,
    paid_at,
    promised_ship_at,
    coalesce(is_presale, false) as is_marked_presale,
    shipped_at,
    -- the waybill of its orders is in the parcel export too, and their carrier here
    cast(null as string) as parcel_list,
    completed_at,
    order_status,
    cast(null as string) as order_type,
    cast(null as string) as creator_id,
    cast(null as string) as creator_name,
    after_sale_status,
    cast(null as boolean) as is_fraud_compensated,
    province,
    city,
    carrier,
    buyer_hash,
    _file_id,
    _file_row
from newest_orders
