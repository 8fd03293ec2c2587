{#
    CREATORS  达人
    Every creator the user named and every creator that the exports know.
#}
with

named_creators as (

    select * from {{ ref('stg_reference__creators') }}

),

mentions as (

    {% for platform in var('platforms_with')['orders'] %}
        select platform, creator_id, creator_key, creator_name from {{ ref('stg_' ~ platform ~ '__orders') }}
        where creator_id is not null
        union all
    {% endfor %}
    {% for platform in var('platforms_with')['chats'] %}
        select platform, creator_id, creator_key, cast(null as string) as creator_name
        from {{ ref('stg_' ~ platform ~ '__chats') }}
        where creator_id is not null
        union all
    {% endfor %}
    select platform, creator_id, creator_key, cast(null as string) as creator_name from named_creators

),

seen_creators as (

    select
        platform,
        creator_id,
        creator_key,
        max(creator_name) as creator_name
    from mentions
    group by 1, 2, 3

)

select
    seen_creators.platform,
    seen_creators.creator_id,
    seen_creators.creator_key,
    coalesce(named_creators.creator_name, seen_creators.creator_name, seen_creators.creator_id) as creator_name,
    named_creators.industry
from seen_creators
left join named_creators
    on seen_creators.creator_key = named_creators.creator_key
