{#
    HELP REQUESTS  消费者求助
    Every request for help in our words: whom the buyer asked, whether the platform leaves it out of its rates, and what
    it was about, a class a row: a request may fall in several, and one that names none has one row. An unknown channel
    counts for nobody and an unknown class word has no class; ops.unknown_words names both.
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

parts as (

    select
        shop_key,
        help_id,
        {{ split_to_rows('classes', '|') }} as part
    from help_requests

),

class_words as (

    select distinct
        shop_key,
        help_id,
        trim(part) as class_word
    from parts
    where trim(part) <> ''

),

help_channels as (

    select * from {{ ref('help_channels') }}

),

help_classes as (

    select * from {{ ref('help_classes') }}

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
    class_words.class_word,
    help_classes.help_class,
    -- an empty cell does not say that the request is routine, or the buyer malicious
    coalesce(help_requests.is_routine, false) as is_routine,
    coalesce(help_requests.is_malicious, false) as is_malicious
from help_requests
left join class_words
    on
        help_requests.shop_key = class_words.shop_key
        and help_requests.help_id = class_words.help_id
left join help_channels
    on
        help_requests.platform = help_channels.platform
        and help_requests.channel = help_channels.channel
left join help_classes
    on
        help_requests.platform = help_classes.platform
        and class_words.class_word = help_classes.word
