select
    if(is_douyin(shop), 'douyin', 'pinduoduo') as platform,
    shop_number(shop) as shop_id,
    product_number(shop, product) as product_id,
    product_name(shop, product) as product_name,
    one_of(['针织衫', '床上用品', '坚果炒货', '厨房用品'], draw(shop * 1000 + product, 'category')) as category,
    if(product = 19, 'false', 'true') as needs_logistics
from range(getvariable('shops')) as shops (shop), range(20) as products (product)
