with

newest_reviews as (

    select * from {{ newest_state('pinduoduo', 'reviews') }}

)

select
    'pinduoduo' as platform,
    shop_id,
    review_id,
    order_id,
    product_id,
    buyer_hash,
    reviewed_at,
    review_kind,
    description_stars,
    service_stars,
    logistics_stars,
    content,
    has_phone,
    has_contact_handle,
    has_address,
    _file_id,
    _file_row
from newest_reviews
