{#
    CREATORS  达人
    Every creator the user named and every creator that the exports know.
#}
with

named_creators as (

    select * from {{ ref('stg_reference__creators') }}

),

creators_of_orders as (

    select
        platform,
        creator_id,
        creator_key,
        max(creator_name) as creator_name
    from {{ ref('int_orders') }}
    where creator_id is not null
    group by 1, 2, 3

),

seen_creators as (

    select platform, creator_id, creator_key from creators_of_orders
    union
    select platform, creator_id, creator_key from {{ ref('int_chat_sessions') }}
    where creator_id is not null
    union
    select platform, creator_id, creator_key from named_creators

)

select
    seen_creators.platform,
    seen_creators.creator_id,
    seen_creators.creator_key,
    coalesce(
        named_creators.creator_name, creators_of_orders.creator_name, seen_creators.creator_id
    ) as creator_name,
    named_creators.industry
from seen_creators
left join named_creators
    on
        seen_creators.platform = named_creators.platform
        and seen_creators.creator_id = named_creators.creator_id
left join creators_of_orders
    on
        seen_creators.platform = creators_of_orders.platform
        and seen_creators.creator_id = creators_of_orders.creator_id
