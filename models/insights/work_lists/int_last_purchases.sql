{#
    LAST PURCHASES  最近一次购买
    The last paid order of each buyer in each shop by cutoff, where the export tells the buyer. Only the keyed hash of
    the buyer is known, and no list shows it. Abnormal orders are no purchases.
#}
with

buyers as (

    {% for platform in var('platforms_with')['orders'] %}
        select
            order_key,
            buyer_hash
        from {{ ref('stg_' ~ platform ~ '__orders') }}
        where buyer_hash is not null
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

purchases as (

    select
        orders.platform,
        orders.shop_id,
        orders.shop_key,
        orders.order_id,
        orders.order_key,
        orders.paid_at,
        orders.paid_on,
        cutoff.as_of,
        row_number() over (
            partition by orders.shop_key, buyers.buyer_hash
            order by orders.paid_at desc, orders.order_id desc
        ) as place
    from buyers
    inner join {{ ref('int_order_fulfilment') }} as orders
        on buyers.order_key = orders.order_key
    inner join {{ ref('int_cutoff') }} as cutoff
        on
            orders.platform = cutoff.platform
            and orders.paid_at <= cutoff.noon_at
    where not orders.is_abnormal

)

select
    platform,
    shop_id,
    shop_key,
    order_id,
    order_key,
    paid_at,
    {{ days_between('paid_on', 'as_of') }} as days_since
from purchases
where place = 1
