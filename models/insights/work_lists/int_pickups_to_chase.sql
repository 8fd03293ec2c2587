{#
    PICKUPS TO CHASE  待催揽收
    Paid orders that the courier has not picked up by cutoff, and how long the next limit of the pickup still gives; on a
    platform that looks at the shipping instead, orders not shipped by noon and the limit of the shipping. Past all
    limits nothing more is lost and the buyer still waits. Abnormal, refunded and cancelled orders, orders that need no
    shipping and, for the pickup, presale orders are out.
#}
with

pickups_due as (

    select
        pickups.*,
        cast(pickups.noon_at as date) as as_of,
        cast({{ seconds_between('pickups.noon_at', 'pickups.due_at') }} / 3600 as decimal(10, 2)) as hours_left
    from {{ ref('int_pickups_due') }} as pickups
    anti join {{ ref('int_list_gaps') }} as gaps
        on
            pickups.shop_key = gaps.shop_key
            and gaps.list_name = 'pickups_to_chase'
            and gaps.is_empty

),

points_at_stake as (

    select * from {{ ref('int_points_at_stake') }}

),

indicator_names as (

    select * from {{ ref('indicator_names') }}

),

-- what both sentences are made of
worded as (

    select
        pickups_due.*,
        pickups_due.weight_at_stake * points_at_stake.points_per_unit as score_cost,
        substring(cast(pickups_due.paid_at as string), 1, 16) as paid_words,
        cast(abs(pickups_due.hours_left) as string) as hours_words,
        case when pickups_due.shipped_at is null then 'not shipped' else 'shipped, not picked up' end as state_en,
        case when pickups_due.shipped_at is null then '尚未发货' else '已发货未揽收' end as state_zh,
        case
            when pickups_due.shift_hours > 0
                then ' The limits are extended by ' || cast(cast(pickups_due.shift_hours as integer) as string) || ' h.'
            else ''
        end as shift_en,
        case
            when pickups_due.shift_hours > 0
                then '时限已顺延 ' || cast(cast(pickups_due.shift_hours as integer) as string) || ' 小时。'
            else ''
        end as shift_zh,
        names.name_en,
        names.name_zh
    from pickups_due
    left join points_at_stake
        on
            pickups_due.shop_key = points_at_stake.shop_key
            and pickups_due.indicator_id = points_at_stake.indicator_id
    left join indicator_names as names
        on coalesce(pickups_due.bucket, pickups_due.indicator_id) = names.indicator_id

)

select
    platform,
    shop_id,
    shop_key,
    order_id,
    product_id,
    indicator_id,
    bucket,
    paid_at,
    shipped_at,
    first_due_at,
    due_at,
    hours_left,
    score_cost,
    as_of,
    row_number() over (
        partition by shop_key
        order by score_cost desc nulls last, due_at asc, order_id asc, indicator_id asc
    ) as priority,
    'Paid ' || paid_words || ', ' || state_en || '; '
    || case
        when is_passed
            then 'the last limit of "' || name_en || '" passed ' || hours_words || ' h ago.'
        else hours_words || ' h left for "' || name_en || '".'
    end || shift_en as reason,
    paid_words || ' 付款，' || state_zh || '；'
    || case
        when is_passed then '「' || name_zh || '」最后时限已过 ' || hours_words || ' 小时。'
        else '距「' || name_zh || '」时限还有 ' || hours_words || ' 小时。'
    end || shift_zh as reason_zh
from worded
