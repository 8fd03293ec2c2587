{#
    HELP PROBLEMS  求助问题
    What buyers asked help about, of whom and for which product: the paid orders in the window of the latest assessment
    date, against the window of equal length before it as it stood in its own day. What no rate counts (routine
    enquiries, malicious buyers, abnormal orders) is not here either.
#}
with

windows as (

    select
        rules.platform, rules.near_days, rules.far_days,
        dates.assessment_date,
        periods.is_latest,
        {{ add_days('dates.assessment_date', 'periods.back * (rules.near_days - rules.far_days - 1)') }} as seen_on
    from {{ ref('int_rules_in_force') }} as rules
    inner join {{ ref('int_assessment_dates') }} as dates
        on dates.is_latest
    cross join (values (0, true), (1, false)) as periods (back, is_latest)
    where
        rules.subject_type = 'shop'
        and rules.indicator_id = 'help_rate'

),

requests as (

    select
        requests.platform,
        requests.shop_id,
        requests.order_id,
        requests.channel,
        coalesce(requests.help_class, requests.class_word, 'unlabelled') as help_class,
        orders.product_id,
        orders.paid_on,
        greatest(orders.paid_on, requests.requested_on) as known_on
    from {{ ref('int_help_requests') }} as requests
    inner join {{ ref('int_order_fulfilment') }} as orders
        on requests.order_key = orders.order_key
    where
        not requests.is_routine
        and not requests.is_malicious
        and not orders.is_abnormal

),

windowed_requests as (

    select
        requests.*,
        windows.assessment_date,
        windows.near_days,
        windows.far_days,
        case when windows.is_latest then requests.order_id end as order_in_window,
        case when not windows.is_latest then requests.order_id end as order_before,
        requests.known_on >= {{ add_days('windows.seen_on', '-2') }} as is_of_last_2d
    from requests
    inner join windows
        on
            requests.platform = windows.platform
            and requests.paid_on >= {{ add_days('windows.seen_on', '-windows.far_days') }}
            and requests.paid_on <= {{ add_days('windows.seen_on', '-windows.near_days') }}
            and requests.known_on < windows.seen_on

),

shop_totals as (

    select
        platform,
        shop_id,
        count(distinct order_in_window) as orders
    from windowed_requests
    group by 1, 2

),

problems as (

    select
        platform, shop_id, help_class, channel, product_id, assessment_date, near_days, far_days,
        count(distinct order_in_window) as orders,
        count(distinct case when is_of_last_2d then order_in_window end) as orders_last_2d,
        count(distinct order_before) as orders_window_before
    from windowed_requests
    group by 1, 2, 3, 4, 5, 6, 7, 8

)

select
    problems.platform, problems.shop_id, problems.help_class, problems.channel, problems.product_id,
    products.product_name,
    problems.orders,
    problems.orders / cast(shop_totals.orders as double) as share,
    problems.orders_last_2d,
    problems.orders_window_before,
    problems.orders - problems.orders_window_before as change,
    {{ add_days('problems.assessment_date', '-problems.far_days') }} as window_start,
    {{ add_days('problems.assessment_date', '-problems.near_days') }} as window_end,
    problems.assessment_date
from problems
inner join shop_totals
    on
        problems.platform = shop_totals.platform
        and problems.shop_id = shop_totals.shop_id
left join {{ ref('int_products') }} as products
    on
        problems.platform = products.platform
        and problems.shop_id = products.shop_id
        and problems.product_id = products.product_id
where problems.orders > 0
