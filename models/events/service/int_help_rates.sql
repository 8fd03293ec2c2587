{#
    HELP RATES  求助率清单
    The rates of help that a platform's words make, where its requests come with classes: one for each class, one for all
    help, one for help of the platform. A request is in a rate when it has the rate's class and asked whom the rate says;
    null: any. The class rates take any channel; the rate of all help only those that say whom: the merchant or the
    platform.
#}
{% set platforms = var('platforms_with')['help_requests'] %}
with

help_classes as (

    select * from {{ ref('help_classes') }}
    where platform in ('{{ platforms | join("', '") }}')

),

help_channels as (

    select * from {{ ref('help_channels') }}
    where platform in ('{{ platforms | join("', '") }}')

)

select
    platform,
    'help_rate_' || help_class as indicator_id,
    help_class,
    cast(null as string) as asked,
    false as asks_somebody
from help_classes

union

select
    platform,
    'help_rate' as indicator_id,
    cast(null as string) as help_class,
    cast(null as string) as asked,
    true as asks_somebody
from help_channels

union

select
    platform,
    'platform_help_rate' as indicator_id,
    cast(null as string) as help_class,
    asked,
    true as asks_somebody
from help_channels
where asked = 'platform'
