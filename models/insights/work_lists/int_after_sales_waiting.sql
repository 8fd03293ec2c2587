{#
    AFTER-SALES WAITING  待处理售后
    Tickets that wait for the merchant at noon: first_leg from the application, while there is no approval, refund,
    close or completion; second_leg from the signature of the returned goods, while there is no refund (exchange: no
    completion) or close. The time in which the buyer ships is nobody's wait. Arbitrated tickets and tickets of
    abnormal orders wait too and cost no indicator. Due is when the platform settles the ticket, where the file says it of
    this leg; elsewhere it is an assumption.
#}
with

tickets_at_noon as (

    select
        tickets.platform, tickets.shop_id, tickets.shop_key, tickets.after_sale_id, tickets.order_id,
        tickets.product_id, tickets.kind, tickets.reason as buyer_reason, tickets.applied_at, tickets.auto_deadline_at,
        tickets.is_arbitrated or tickets.is_abnormal as is_left_out,
        case when tickets.return_signed_at <= list_limits.noon_at then tickets.return_signed_at end as return_signed_at,
        coalesce(tickets.approved_at <= list_limits.noon_at, false) as is_approved,
        coalesce(tickets.refunded_at <= list_limits.noon_at, false) as is_refunded,
        coalesce(tickets.closed_at <= list_limits.noon_at, false)
        or coalesce(tickets.completed_at <= list_limits.noon_at, false) as is_over,
        list_limits.noon_at,
        list_limits.after_sale_answer_hours
    from {{ ref('int_after_sales') }} as tickets
    inner join {{ ref('int_list_limits') }} as list_limits
        on tickets.platform = list_limits.platform
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            tickets.shop_key = gaps.shop_key
            and gaps.list_name = 'after_sales_waiting'
            and gaps.is_empty
    where tickets.applied_at <= list_limits.noon_at

),

legs as (

    select
        *,
        case
            when is_over then null
            when return_signed_at is null and not is_approved and not is_refunded then 'first_leg'
            when return_signed_at is not null and (kind = 'exchange' or not is_refunded) then 'second_leg'
        end as leg,
        coalesce(return_signed_at, applied_at) as waits_since,
        -- a time before the leg began was that of an earlier one
        case when auto_deadline_at > coalesce(return_signed_at, applied_at) then auto_deadline_at end
            as settled_by_platform_at
    from tickets_at_noon

),

rules as (

    select distinct platform, indicator_id
    from {{ ref('int_rules_in_force') }}
    where subject_type = 'shop'

),

waiting_tickets as (

    select
        legs.*,
        rules.indicator_id,
        coalesce(
            legs.settled_by_platform_at, legs.waits_since + interval '1' hour * legs.after_sale_answer_hours
        ) as due_at,
        {{ seconds_between('legs.waits_since', 'legs.noon_at') }} / 3600 as hours_waited,
        points.points_per_unit
    from legs
    left join rules
        on
            legs.platform = rules.platform
            and not legs.is_left_out
            and (
                legs.kind = 'refund_only' and rules.indicator_id = 'refund_only_handling_hours'
                or legs.kind in ('return_refund', 'exchange') and rules.indicator_id = 'return_refund_handling_hours'
            )
    left join {{ ref('int_points_at_stake') }} as points
        on
            legs.shop_key = points.shop_key
            and rules.indicator_id = points.indicator_id
    where legs.leg is not null

),

worded as (

    select
        *,
        cast({{ seconds_between('noon_at', 'due_at') }} / 3600 as decimal(10, 2)) as hours_left,
        hours_waited * points_per_unit as score_cost,
        cast(cast(hours_waited as decimal(10, 2)) as string) as hours_words,
        substr(cast(settled_by_platform_at as string), 1, 16) as platform_words
    from waiting_tickets

)

select
    platform, shop_id, shop_key, after_sale_id, order_id, product_id, kind, leg, waits_since, indicator_id,
    due_at, hours_left, score_cost, cast(noon_at as date) as as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, after_sale_id asc
    ) as priority,
    case
        when leg = 'first_leg' then 'Applied ' || hours_words || ' h ago and not answered'
        else 'Returned goods signed for ' || hours_words || ' h ago and not settled'
    end || coalesce('; the buyer says: ' || buyer_reason, '')
    || coalesce('; the platform settles it automatically at ' || platform_words, '') || '.' as reason,
    case
        when leg = 'first_leg' then '买家申请已 ' || hours_words || ' 小时，尚未处理'
        else '退货签收已 ' || hours_words || ' 小时，尚未退款或完结'
    end || coalesce('；买家原因：' || buyer_reason, '')
    || coalesce('；平台将于 ' || platform_words || ' 自动处理', '') || '。' as reason_zh,
    settled_by_platform_at is not null as is_due_by_platform
from worded
