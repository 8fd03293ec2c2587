{#
    SHOPS  店铺
    Every shop the user named and every shop that the exports know.
#}
select
    platform,
    shop_id,
    shop_name,
    industry,
    opened_on
from {{ ref('int_shops') }}
