{#
    AFTER-SALES  售后单
    Every ticket in our words. A ticket of an order not yet landed counts for its shop; it has no creator and no type.
    Its place tells the first application of its order: the earliest, of two in one second the smaller id. A ruling on a
    logistics matter is the order's, from the first completion of a ticket that has one.
    It was refunded when it has the time of it, else, where its status says so, when it was completed.
#}
with

after_sales as (

    {% for platform in var('platforms_with')['after_sales'] %}
        select
            platform, shop_id, shop_key,
            after_sale_id,
            order_id, order_key,
            after_sale_type,
            after_sale_status,
            reason, reason_label, description,
            applied_at, approved_at, return_signed_at, refunded_at, closed_at, completed_at, auto_deadline_at,
            arbitration_status, liable_party, ruling_reason
        from {{ ref('stg_' ~ platform ~ '__after_sales') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

-- statuses are composed: `同意退款，退款成功`
refunded_statuses as (

    select distinct
        after_sales.platform,
        after_sales.after_sale_status
    from after_sales
    inner join {{ ref('after_sale_statuses') }} as after_sale_statuses
        on
            after_sales.platform = after_sale_statuses.platform
            and instr(after_sales.after_sale_status, after_sale_statuses.word) > 0
    where after_sale_statuses.is_refunded

)

select
    after_sales.platform, after_sales.shop_id, after_sales.shop_key, orders.creator_id, orders.creator_key,
    after_sales.after_sale_id,
    after_sales.order_id, after_sales.order_key,
    orders.product_id,
    coalesce(type_words.meaning, 'other') as kind,
    after_sale_types.is_shipped,
    coalesce(after_sale_types.is_order_kept, false) as is_order_kept,
    -- a type that does not say whether the goods had been shipped leaves it to the order
    coalesce(
        type_words.meaning = 'return_refund' or type_words.meaning = 'refund_only'
        and coalesce(after_sale_types.is_shipped, orders.shipped_at <= after_sales.applied_at), false
    ) as is_refund_after_shipping,
    coalesce(after_sales.reason, after_sales.reason_label) as reason,
    after_sales.description,
    coalesce(reasons.meaning, label_reasons.meaning, 'other') as reason_class,
    after_sales.applied_at, after_sales.approved_at, after_sales.return_signed_at,
    coalesce(
        after_sales.refunded_at,
        case when refunded_statuses.after_sale_status is not null then after_sales.completed_at end
    ) as refunded_at,
    after_sales.closed_at, after_sales.completed_at, after_sales.auto_deadline_at,
    -- what ended the buyer's first wait for the merchant, in the rule's order of preference
    coalesce(
        after_sales.approved_at, after_sales.refunded_at, after_sales.closed_at, after_sales.completed_at
    ) as first_answered_at,
    -- an unknown word of arbitration is an arbitration; only the seed's words and an empty cell are none
    coalesce(arbitration_statuses.is_arbitrated, after_sales.arbitration_status is not null) as is_arbitrated,
    liable_parties.meaning as liable_party,
    min(case when rulings.meaning = 'logistics' then after_sales.completed_at end) over (
        partition by after_sales.order_key
    ) as ruled_logistics_at,
    row_number() over (
        partition by after_sales.order_key
        order by after_sales.applied_at nulls last, length(after_sales.after_sale_id), after_sales.after_sale_id
    ) as place_in_order,
    coalesce(orders.is_abnormal, false) as is_abnormal
from after_sales
left join {{ ref('int_known_words') }} as type_words
    on
        after_sales.platform = type_words.platform
        and after_sales.after_sale_type = type_words.word
        and type_words.vocabulary = 'after_sale_types'
left join {{ ref('after_sale_types') }} as after_sale_types
    on
        type_words.platform = after_sale_types.platform
        and type_words.entry = after_sale_types.after_sale_type
left join refunded_statuses
    on
        after_sales.platform = refunded_statuses.platform
        and after_sales.after_sale_status = refunded_statuses.after_sale_status
left join {{ ref('int_known_words') }} as reasons
    on
        after_sales.platform = reasons.platform
        and after_sales.reason = reasons.word
        and reasons.vocabulary = 'reasons'
left join {{ ref('int_known_words') }} as label_reasons
    on
        after_sales.platform = label_reasons.platform
        and after_sales.reason_label = label_reasons.word
        and label_reasons.vocabulary = 'reasons'
left join {{ ref('arbitration_statuses') }} as arbitration_statuses
    on
        after_sales.platform = arbitration_statuses.platform
        and after_sales.arbitration_status = arbitration_statuses.word
left join {{ ref('int_known_words') }} as liable_parties
    on
        after_sales.platform = liable_parties.platform
        and after_sales.liable_party = liable_parties.word
        and liable_parties.vocabulary = 'liable_parties'
left join {{ ref('int_known_words') }} as rulings
    on
        after_sales.platform = rulings.platform
        and after_sales.ruling_reason = rulings.word
        and rulings.vocabulary = 'ruling_reasons'
left join {{ ref('int_orders') }} as orders
    on after_sales.order_key = orders.order_key
