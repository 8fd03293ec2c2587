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

labels as (

    select distinct
        platform,
        shop_key,
        help_id,
        help_class
    from {{ ref('int_help_labels') }}

),

requests_in_rates as (

    select
        rates.indicator_id,
        requests.*
    from labels
    inner join rates
        on
            labels.platform = rates.platform
            and labels.help_class = rates.help_class
    inner join requests
        on
            labels.shop_key = requests.shop_key
            and labels.help_id = requests.help_id

    union all

    select
        rates.indicator_id,
        requests.*
    from requests
    inner join rates
        on
            requests.platform = rates.platform
            and (rates.asked is null or requests.asked = rates.asked)
            and (requests.asked is not null or not rates.asks_somebody)
    where rates.help_class is null

)

select
    indicator_id,
    platform,
    shop_id,
    shop_key,
    help_id,
    order_id,
    order_key,
    requested_on,
    requested_at,
    channel,
    is_routine,
    is_malicious,
    row_number() over (
        partition by indicator_id, order_key, is_routine or is_malicious
        order by requested_at, help_id
    ) as request_order
from requests_in_rates
