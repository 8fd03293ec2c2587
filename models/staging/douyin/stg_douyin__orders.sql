with

newest_orders as (

    select * from {{ deduplicate('douyin', 'orders') }}

)

select
    'douyin' as platform,
    {{ surrogate_key(["'douyin'", "'shop'", 'shop_id']) }} as shop_key,
    {{ surrogate_key(["'douyin'", 'shop_id', 'order_id']) }} as order_key,
    {{ surrogate_key(["'douyin'", "'creator'", 'creator_id']) }} as creator_key,
    shop_id,
    parent_order_id,
    order_id,
    product_name,
    product_id,
    quantity,
    payable_amount,
    submitted_at,
    paid_at,
    promised_ship_at,
    -- the console fills the scheduled shipping time on presale orders only
    scheduled_ship_at is not null as is_marked_presale,
    shipped_at,
    parcel_list,
    completed_at,
    order_status,
    order_type,
    creator_id,
    creator_name,
    after_sale_status,
    is_fraud_compensated,
    province,
    city,
    cast(null as string) as carrier,
    cast(null as string) as buyer_hash,
    _file_id,
    _file_row
from newest_orders
