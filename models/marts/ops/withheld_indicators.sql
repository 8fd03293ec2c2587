{#
    WITHHELD INDICATORS  暂不提供的指标
    The indicators of each shop that the newest date withholds, and what it takes to have them.
#}
with

latest as (

    select assessment_date from {{ ref('int_assessment_dates') }}
    where is_latest

),

withheld as (

    select withheld_indicators.*
    from {{ ref('int_withheld_indicators') }} as withheld_indicators
    inner join latest
        on withheld_indicators.assessment_date = latest.assessment_date

),

shops as (

    select * from {{ ref('int_shops') }}

),

indicator_names as (

    select * from {{ ref('indicator_names') }}

)

select
    withheld.platform,
    withheld.shop_id,
    coalesce(shops.shop_name, withheld.shop_id) as shop_name,
    withheld.indicator_id,
    indicator_names.name_en as indicator_name_en,
    indicator_names.name_zh as indicator_name_zh,
    withheld.assessment_date,
    withheld.missing_reason,
    withheld.export,
    withheld.column_name,
    withheld.vocabulary,
    withheld.check_name,
    withheld.uses,
    withheld.unknown_uses
from withheld
left join shops
    on
        withheld.platform = shops.platform
        and withheld.shop_id = shops.shop_id
left join indicator_names
    on withheld.indicator_id = indicator_names.indicator_id
