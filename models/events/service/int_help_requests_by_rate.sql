{#
    HELP REQUESTS BY RATE  求助与求助率
    Every request for help in every rate it falls in, and its place among the requests of its order in that rate; those
    the platform leaves out (routine, malicious) are counted apart, so that they take no place.
#}
with

requests as (

    select * from {{ ref('int_help_requests') }}

),

rates as (

    select * from {{ ref('int_help_rates') }}

),

-- a request of several classes, or of one class in two words, is in a rate once
requests_in_rates as (

    select distinct
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
        requests.is_malicious
    from requests
    inner join rates
        on
            requests.platform = rates.platform
            and (rates.help_class is null or requests.help_class = rates.help_class)
    where
        (rates.asked is null or requests.asked = rates.asked)
        and (requests.asked is not null or not rates.asks_somebody)

)

select
    *,
    row_number() over (
        partition by indicator_id, order_key, is_routine or is_malicious
        order by requested_at, help_id
    ) as request_order
from requests_in_rates
