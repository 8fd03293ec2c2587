select
    if(is_douyin(shop), 'douyin', 'pinduoduo') as platform,
    shop_number(shop) as shop_id,
    if(is_douyin(shop), 'negative_review_rate', 'help_rate_product') as indicator_id,
    '2%' as value
from range(getvariable('shops')) as shops (shop)
where shop % 7 = 0 or shop = 4
