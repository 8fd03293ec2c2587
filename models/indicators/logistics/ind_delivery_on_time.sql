{#
    DELIVERED WITHIN THE LIMIT  运单配送时效达成率
    Rule       Of the parcels due on a day, those signed for within the limit of their route.
    Counted    waybills of a shop with a paid order that is not abnormal -> denominator
    Met        signed for at the limit or before; compensated for an abnormal trace: missed -> numerator
    Left out   parcels of abnormal orders alone, parcels without an expected delivery
    Dated by   due day; known with the signature in time, else once the limit has passed
    Source     published; that the expected delivery of the parcel export is the route's limit is an assumption
#}
with

orders_of_parcels as (

    select
        orders.*,
        parcels.waybill_no,
        parcels.carrier as parcel_carrier,
        {% for moment in ['due_at', 'signed_at', 'shipped_at'] %}
            max(parcels.{{ moment }}) over one_waybill as parcel_{{ moment }},
        {% endfor %}
        max(case when parcels.is_trace_compensated then 1 else 0 end) over one_waybill = 1 as is_compensated,
        row_number() over (
            partition by parcels.shop_key, parcels.waybill_no
            order by case when orders.is_abnormal then 2 else 1 end, orders.paid_at, orders.order_id
        ) as place
    from {{ ref('int_parcels') }} as parcels
    inner join {{ ref('int_order_fulfilment') }} as orders
        on parcels.order_key = orders.order_key
    window one_waybill as (partition by parcels.shop_key, parcels.waybill_no)

),

judged as (

    select
        *,
        coalesce(parcel_signed_at <= parcel_due_at and not is_compensated, false) as is_in_time
    from orders_of_parcels
    where place = 1

),

dated as (

    select
        *,
        coalesce(parcel_due_at, parcel_signed_at, parcel_shipped_at, paid_at) as counts_at,
        greatest(
            case
                when is_in_time then parcel_signed_at
                else coalesce(parcel_due_at, parcel_signed_at, parcel_shipped_at, paid_at)
            end, paid_at
        ) as known_at
    from judged

)

select
    'delivery_on_time_rate' as indicator_id,
    platform, shop_id, shop_key, creator_id, creator_key,
    'parcel' as case_kind, waybill_no as case_id, order_id, order_key, product_id, parcel_carrier as carrier,
    cast(null as string) as agent_id,
    cast(counts_at as date) as cohort_date,
    cast(known_at as date) as known_date, known_at,
    1 as denominator,
    cast(case when is_in_time then 1 else 0 end as decimal(28, 9)) as numerator,
    cast(known_at as date) as numerator_known_date, known_at as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    case when is_abnormal then 'abnormal' when parcel_due_at is null then 'no_limit' end as exclusion,
    case
        when is_in_time then 'in_time'
        when is_compensated then 'trace_compensated'
        when parcel_signed_at is null then 'not_delivered'
        else 'delivered_late'
    end as reason
from dated
