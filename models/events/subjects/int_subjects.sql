{#
    SUBJECTS  考核对象
    Who is scored: shops and creators. A subject that only the exports know has no industry and so no peers.
    The subject_key of a shop is its shop_key, that of a creator its creator_key.
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
    industry
from shops

union all

select
    creator_key as subject_key,
    platform,
    'creator' as subject_type,
    creator_id as subject_id,
    creator_name as subject_name,
    industry
from creators
