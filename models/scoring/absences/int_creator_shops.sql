{#
    SHOPS OF CREATORS  达人合作店铺
    Which shops' orders carry a creator, and from which pay day to which: the exports of these shops are the creator's.
#}
with

orders as (

    select * from {{ ref('int_orders') }}
    where
        creator_id is not null
        and paid_at is not null

)

select
    platform,
    creator_id,
    shop_id,
    cast(min(paid_at) as date) as first_paid_on,
    cast(max(paid_at) as date) as last_paid_on
from orders
group by 1, 2, 3
