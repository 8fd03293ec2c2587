{#
    A row of reference/score_limits or reference/score_weights is looked at only where a shop of its industry is known, and
    one of personal shops never is: they are judged as shops that are no flagship. A service is a known shop's.
#}
{{ config(severity='warn', meta={'dagster': {'ref': {'name': 'stg_reference__score_limits'}}}) }}

with

shops as (

    select * from {{ ref('stg_reference__shops') }}

),

industries as (

    select distinct
        platform,
        coalesce(score_industry, industry) as industry
    from shops

),

copied as (

    select platform, industry, shop_type, 'score_limits' as table_name from {{ ref('stg_reference__score_limits') }}
    union
    select platform, industry, shop_type, 'score_weights' as table_name from {{ ref('stg_reference__score_weights') }}

)

select
    copied.table_name,
    copied.industry as named,
    case
        when industries.industry is null then 'no shop of this industry: write it as in reference/shops'
        else 'personal shops are judged as shops that are no flagship: write non_flagship'
    end as problem
from copied
left join industries
    on
        copied.platform = industries.platform
        and copied.industry = industries.industry
where
    industries.industry is null
    or copied.shop_type = 'personal'

union all

select
    'shop_services' as table_name,
    services.shop_id as named,
    'no such shop' as problem
from {{ ref('stg_reference__shop_services') }} as services
left join shops
    on services.shop_key = shops.shop_key
where shops.shop_key is null
