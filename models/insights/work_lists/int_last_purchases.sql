{#
    LAST PURCHASES  最近一次购买
    The last paid order of each buyer in each shop by cutoff, where the export tells the buyer. Only the keyed hash of
    the buyer is known, and no list shows it. Abnormal orders are no purchases.
#}
with

buyers as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            platform,
            shop_id,
            order_id,
            buyer_hash
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        where buyer_hash is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

purchases as (

    select
        buyers.platform,
        buyers.shop_id,
        buyers.buyer_hash,
        orders.order_id,
        orders.paid_at,
        orders.paid_on,
        cutoff.as_of,
        row_number() over (
            partition by buyers.platform, buyers.shop_id, buyers.buyer_hash
            order by orders.paid_at desc, orders.order_id desc
        ) as place
    from buyers
    inner join {{ ref('int_order_fulfilment') }} as orders
        on
            buyers.platform = orders.platform
            and buyers.shop_id = orders.shop_id
            and buyers.order_id = orders.order_id
    inner join {{ ref('int_cutoff') }} as cutoff
        on
            orders.platform = cutoff.platform
            and orders.paid_at <= cutoff.noon_at
    where not orders.is_abnormal

)

select
    platform,
    shop_id,
    order_id,
    paid_at,
    {{ days_between('paid_on', 'as_of') }} as days_since
from purchases
where place = 1
