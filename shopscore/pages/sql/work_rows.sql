-- The rows of every list in one shape, of the shops that the reader may see; the carrier of an order where it is known.
create temp view work_rows as
with lists as (

    select
        'pickups_to_chase' as list_name, platform, shop_id, order_id as item, order_id, product_name as what, due_at,
        hours_left, score_cost, priority, reason, reason_zh
    from actions.pickups_to_chase
    union all by name
    select
        'parcels_stuck' as list_name, platform, shop_id, waybill_no as item, order_id, carrier, due_at, hours_left,
        score_cost, priority, reason, reason_zh
    from actions.parcels_stuck
    union all by name
    select
        'after_sales_waiting' as list_name, platform, shop_id, after_sale_id as item, order_id, product_name as what,
        due_at, hours_left, score_cost, priority, reason, reason_zh
    from actions.after_sales_waiting
    union all by name
    select
        'sessions_unanswered' as list_name, platform, shop_id, session_id as item, agent_id, due_at, hours_left,
        score_cost, priority, reason, reason_zh
    from actions.sessions_unanswered
    union all by name
    select
        'reviews_to_appeal' as list_name, platform, shop_id, review_id as item, order_id, product_name as what, due_at,
        hours_left, score_cost, priority, reason, reason_zh
    from actions.reviews_to_appeal
    union all by name
    select
        'refunds_to_appeal' as list_name, platform, shop_id, after_sale_id as item, order_id, product_name as what,
        due_at, hours_left, score_cost, priority, reason, reason_zh
    from actions.refunds_to_appeal
    union all by name
    select
        'care_messages' as list_name, platform, shop_id, order_id as item, order_id, due_at, hours_left, score_cost,
        priority, reason || ' ' || advice || '.' as reason, reason_zh || advice_zh || '。' as reason_zh
    from actions.care_messages
    union all by name
    select
        'promotion_readiness' as list_name, platform, shop_id, item, if(item_kind = 'carrier', item, null) as carrier,
        if(item_kind = 'agent', item, null) as agent_id, due_at, hours_left, score_cost, priority, reason, reason_zh
    from actions.promotion_readiness

)

select
    lists.list_name, lists.platform, lists.shop_id, shops.shop_name, lists.item, lists.what,
    coalesce(lists.carrier, orders.carrier) as carrier, lists.agent_id, lists.due_at, lists.hours_left,
    lists.score_cost, lists.priority, lists.reason, lists.reason_zh
from lists
inner join temp.visible_shops as shops using (platform, shop_id)
left join marts.orders using (platform, shop_id, order_id)
