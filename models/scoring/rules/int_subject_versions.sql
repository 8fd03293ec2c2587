{#
    SUBJECTS AND VERSIONS  对象与规则版本
    Each subject under each rule version of its platform: what the version's tables are read by. A personal shop is no
    flagship; an industry of the list is one whose small-shop points end early whatever the type of shop.
#}
with

systems as (

    select * from {{ ref('systems') }}

),

listed_industries as (

    select industry from {{ ref('small_shop_industries') }}
    union
    select industry from {{ ref('stg_reference__small_shop_industries') }}

)

select
    {{ surrogate_key(['subjects.subject_key', 'systems.system_id', 'systems.rule_version']) }} as subject_version_key,
    {{ surrogate_key(['systems.system_id', 'systems.rule_version', 'subjects.score_industry']) }} as industry_table_key,
    {{ surrogate_key(['subjects.subject_key', "'valid_orders'", 'systems.orders_near', 'systems.orders_far', '0']) }}
        as orders_window_key,
    subjects.subject_key,
    systems.system_id,
    systems.rule_version,
    subjects.shop_type,
    case when subjects.shop_type = 'flagship' then 'flagship' else 'non_flagship' end as table_shop_type,
    subjects.score_industry,
    coalesce(subjects.shop_type = 'flagship', false) or listed_industries.industry is not null as is_listed,
    subjects.goods_on_sale,
    subjects.opened_on,
    systems.dimension_floor,
    systems.growth_below_orders,
    systems.growth_points,
    systems.growth_points_after_misconduct,
    systems.growth_new_shop_days,
    systems.growth_minimum_orders
from {{ ref('int_subjects') }} as subjects
inner join systems
    on
        subjects.platform = systems.platform
        and subjects.subject_type = systems.subject_type
left join listed_industries
    on subjects.score_industry = listed_industries.industry
