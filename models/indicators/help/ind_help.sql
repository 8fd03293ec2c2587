{#
    HELP RATES  求助率
    Rule       Of the orders paid on a day, those whose buyer asked for help: about a class of problems (one rate each),
               at all, and of the platform.
    Counted    paid orders, one case for each rate                -> denominator
    Met        a request that is in the rate; an order counts once, whatever it asked and however often -> numerator
    Left out   abnormal orders; routine enquiries and malicious buyers, whose requests stand as cases of their own
    Dated by   pay day; known on the day of the first such request (an assumption)
    Source     articles; who was asked: seeds/vocabulary/help_channels.csv, about what: seeds/vocabulary/help_classes.csv
#}
with

requests as (

    select * from {{ ref('int_help_requests_by_rate') }}

),

cases as (

    select
        rates.indicator_id,
        'order' as case_kind,
        orders.order_id as case_id,
        orders.*,
        orders.paid_on as known_date,
        orders.paid_at as known_at,
        requests.requested_on as asked_on, requests.requested_at as asked_at,
        requests.channel,
        case when orders.is_abnormal then 'abnormal' end as exclusion
    from {{ ref('int_order_fulfilment') }} as orders
    inner join {{ ref('int_help_rates') }} as rates
        on orders.platform = rates.platform
    left join requests
        on
            rates.indicator_id = requests.indicator_id
            and orders.order_key = requests.order_key
            and not requests.is_routine
            and not requests.is_malicious
            and requests.request_order = 1

    union all

    select
        requests.indicator_id,
        'help_request' as case_kind,
        requests.help_id as case_id,
        orders.*,
        greatest(orders.paid_on, requests.requested_on) as known_date,
        greatest(orders.paid_at, requests.requested_at) as known_at,
        cast(null as date) as asked_on, cast(null as timestamp) as asked_at,
        requests.channel,
        case when requests.is_routine then 'routine_enquiry' else 'malicious_buyer' end as exclusion
    from requests
    inner join {{ ref('int_order_fulfilment') }} as orders
        on requests.order_key = orders.order_key
    where requests.is_routine or requests.is_malicious

)

select
    indicator_id, platform, shop_id, shop_key, creator_id, creator_key, case_kind, case_id, order_id, order_key,
    product_id, carrier,
    cast(null as string) as agent_id,
    paid_on as cohort_date,
    known_date, known_at,
    1 as denominator,
    cast(case when asked_on is not null then 1 else 0 end as decimal(28, 9)) as numerator,
    greatest(known_date, asked_on) as numerator_known_date,
    greatest(known_at, asked_at) as numerator_known_at,
    cast(null as date) as withdrawn_date,
    cast(null as date) as numerator_withdrawn_date,
    exclusion,
    channel as reason
from cases
