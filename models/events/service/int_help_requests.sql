{#
    HELP REQUESTS  消费者求助
    Every request for help in our words: whom the buyer asked, and whether the platform leaves it out of its rates.
    An unknown channel counts for nobody; the test on the staging channel warns of it.
#}
with

help_requests as (

    {% for platform in var('platforms_with')['help_requests'] %}
        select
            platform,
            shop_id,
            shop_key,
            help_id,
            order_id,
            order_key,
            requested_at,
            channel,
            classes,
            is_routine,
            is_malicious
        from {{ ref('stg_' ~ platform ~ '__help_requests') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

help_channels as (

    select * from {{ ref('help_channels') }}

)

select
    help_requests.platform,
    help_requests.shop_id,
    help_requests.shop_key,
    help_requests.help_id,
    help_requests.order_id,
    help_requests.order_key,
    help_requests.requested_at,
    cast(help_requests.requested_at as date) as requested_on,
    help_requests.channel,
    help_channels.asked,
    help_requests.classes,
    -- an empty cell does not say that the request is routine, or the buyer malicious
    coalesce(help_requests.is_routine, false) as is_routine,
    coalesce(help_requests.is_malicious, false) as is_malicious
from help_requests
left join help_channels
    on
        help_requests.platform = help_channels.platform
        and help_requests.channel = help_channels.channel
