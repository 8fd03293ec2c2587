{#
    PARCELS STUCK  滞留包裹
    Parcels of open orders, shipped and not signed for by cutoff, that show no sign of life: no_trace without a pickup or
    a trace since they were shipped, stuck without a new trace since the last one. Only past the limit, and only as
    long as asking the courier may still help. The hours of delivery run from the first pickup of the order: before it
    nothing is lost there. The words of a trace stay out: carriers write names and phone numbers into them. The limits
    are assumptions.
#}
with

list_limits as (

    select * from {{ ref('int_list_limits') }}

),

due as (

    select
        parcels.*,
        list_limits.as_of,
        list_limits.parcel_chase_days,
        parcels.last_sign_at + interval '1' hour * case
            when parcels.state = 'no_trace' then list_limits.parcel_first_trace_hours
            else list_limits.parcel_stuck_hours
        end as due_at
    from {{ ref('int_waiting_parcels') }} as parcels
    inner join list_limits
        on parcels.platform = list_limits.platform
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            parcels.shop_key = gaps.shop_key
            and gaps.list_name = 'parcels_stuck'
            and gaps.is_empty

),

delivery_hours as (

    select distinct
        platform,
        indicator_id
    from {{ ref('int_rules_in_force') }}
    where
        subject_type = 'shop'
        and indicator_id = 'delivery_hours'

),

stuck_parcels as (

    select
        due.*,
        delivery_hours.indicator_id,
        cast({{ seconds_between('due.noon_at', 'due.due_at') }} / 3600 as decimal(10, 2)) as hours_left,
        cast(cast({{ seconds_between('due.last_sign_at', 'due.noon_at') }} / 3600 as decimal(10, 2)) as string)
            as hours_words,
        {{ seconds_between('due.due_at', 'due.noon_at') }} / 3600 * points.points_per_unit as score_cost
    from due
    left join delivery_hours
        on
            due.platform = delivery_hours.platform
            and due.order_picked_up_at is not null
    left join {{ ref('int_points_at_stake') }} as points
        on
            due.shop_key = points.shop_key
            and delivery_hours.indicator_id = points.indicator_id
    where
        due.due_at <= due.noon_at
        and {{ days_between('cast(due.last_sign_at as date)', 'due.as_of') }} <= due.parcel_chase_days

)

select
    platform, shop_id, shop_key, waybill_no, order_id, carrier, state,
    shipped_at, picked_up_at, last_trace_at,
    indicator_id, due_at, hours_left, score_cost, as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, waybill_no asc, order_id asc
    ) as priority,
    case
        when state = 'no_trace' then 'Shipped ' || hours_words || ' h ago, no pickup or tracking since.'
        else 'No new tracking for ' || hours_words || ' h.'
    end as reason,
    case
        when state = 'no_trace' then '发货 ' || hours_words || ' 小时仍无揽收与物流。'
        else '物流 ' || hours_words || ' 小时未更新。'
    end as reason_zh
from stuck_parcels
