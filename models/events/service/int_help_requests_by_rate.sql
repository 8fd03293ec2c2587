{#
    HELP REQUESTS BY RATE  求助与求助率
    Every request for help in every rate it falls in, and its place among the requests of its order in that rate; those
    the platform leaves out (routine, malicious) are counted apart, so that they take no place.
#}
with

requests as (

    select * from {{ ref('int_help_requests') }}

),

labels as (

    select distinct
        platform,
        shop_id,
        shop_key,
        help_id,
        help_class
    from {{ ref('int_help_labels') }}
    where help_class is not null

),

rates as (

    select * from {{ ref('int_help_rates') }}

)

select
    rates.indicator_id,
    requests.platform,
    requests.shop_id,
    requests.shop_key,
    requests.help_id,
    requests.order_id,
    requests.order_key,
    requests.requested_on,
    requests.requested_at,
    requests.channel,
    requests.is_routine,
    requests.is_malicious,
    row_number() over (
        partition by
            rates.indicator_id, requests.platform, requests.shop_id, requests.order_id,
            requests.is_routine or requests.is_malicious
        order by requests.requested_at, requests.help_id
    ) as request_order
from requests
inner join rates
    on
        requests.platform = rates.platform
        and (rates.asked is null or requests.asked = rates.asked)
        and (requests.asked is not null or not rates.asks_somebody)
left join labels
    on
        requests.platform = labels.platform
        and requests.shop_id = labels.shop_id
        and requests.help_id = labels.help_id
        and rates.help_class = labels.help_class
where
    rates.help_class is null
    or labels.help_class is not null
