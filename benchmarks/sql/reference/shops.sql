select
    if(is_douyin(shop), 'douyin', 'pinduoduo') as platform,
    shop_number(shop) as shop_id,
    '样板店' || shop_number(shop) as shop_name,
    one_of(['女装', '食品生鲜', '家居日用', '美妆个护'], (shop // 5 % getvariable('industries')) / 4) as industry,
    date '2019-01-01' + cast(shop % 300 as integer) as opened_on
from range(getvariable('shops')) as shops (shop)
