{#
    REQUESTS TO THE PLATFORM  向平台求助
    What took the matter of an order to the platform, where the platform reports each request by itself: a request to
    its service, a complaint about the shop that stands. An unknown channel counts for nobody.
#}
{% set platforms = var('platform_requests') %}
with

platform_requests as (

    {% for platform in platforms %}
        select
            platform,
            order_key,
            help_id,
            requested_at,
            channel
        from {{ ref('stg_' ~ platform ~ '__help_requests') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

help_channels as (

    select * from {{ ref('help_channels') }}
    where asked = 'platform'

),

complaints as (

    select * from {{ ref('int_complaints') }}
    where
        platform in ('{{ platforms | join("', '") }}')
        and is_about_shop
        and not is_withdrawn

)

select
    platform_requests.platform,
    platform_requests.order_key,
    'help_request' as request_kind,
    platform_requests.help_id as request_id,
    platform_requests.requested_at,
    platform_requests.channel as reason
from platform_requests
inner join help_channels
    on
        platform_requests.platform = help_channels.platform
        and platform_requests.channel = help_channels.channel

union all

select
    platform, order_key, 'complaint' as request_kind, complaint_id as request_id,
    complained_at as requested_at, complaint_type as reason
from complaints
