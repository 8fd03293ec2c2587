{#
    SUBJECTS  考核对象
    Who is scored: shops and creators. A subject that only the exports know has no industry and so no peers.
    The subject_key of a shop is its shop_key, that of a creator its creator_key. What a shop says of itself holds on every
    day; of which type nothing is said is no flagship. Only shops have a type, and an industry that tables of scores go by.
#}
with

shops as (

    select * from {{ ref('int_shops') }}

),

creators as (

    select * from {{ ref('int_creators') }}

)

select
    shop_key as subject_key,
    platform,
    'shop' as subject_type,
    shop_id as subject_id,
    shop_name as subject_name,
    industry,
    coalesce(shop_type, 'non_flagship') as shop_type,
    coalesce(score_industry, industry) as score_industry,
    goods_on_sale,
    opened_on
from shops

union all

select
    creator_key as subject_key,
    platform,
    'creator' as subject_type,
    creator_id as subject_id,
    creator_name as subject_name,
    industry,
    cast(null as string) as shop_type,
    cast(null as string) as score_industry,
    cast(null as boolean) as goods_on_sale,
    cast(null as date) as opened_on
from creators
