select
    'douyin' as platform,
    creator_number(creator) as creator_id,
    '达人' || creator as creator_name,
    one_of(['女装', '食品生鲜', '家居日用', '美妆个护'], (creator % getvariable('industries')) / 4) as industry
from range(getvariable('creators')) as creators (creator)
