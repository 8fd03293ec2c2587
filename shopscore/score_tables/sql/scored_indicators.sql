-- every indicator by which a shop is scored on a published day, by a rule version that needs what only its page shows
with

versions as (

    select distinct systems.*
    from rules.systems as systems
    inner join events.int_assessment_dates as dates
        on
            dates.is_published
            and dates.assessment_date between systems.valid_from and coalesce(systems.valid_to, date '2999-12-31')
    where
        not systems.is_what_if
        and systems.subject_type = 'shop'

)

select
    shops.platform,
    shops.subject_id,
    shops.subject_name,
    shops.score_industry,
    case when shops.shop_type = 'flagship' then 'flagship' else 'non_flagship' end as shop_type,
    versions.system_id,
    versions.rule_version,
    versions.valid_from,
    versions.valid_to,
    versions.dimension_floor,
    versions.ceiling,
    indicators.dimension_id,
    indicators.indicator_id,
    indicators.method,
    indicators.better,
    indicators.weight is not null as is_weighed,
    dimensions.weight is not null as is_dimension_weighed
from versions
inner join rules.indicators as indicators
    on
        versions.system_id = indicators.system_id
        and versions.rule_version = indicators.rule_version
        and indicators.dimension_id is not null
        and indicators.method in ('limits', 'points', 'learned')
inner join rules.dimensions as dimensions
    on
        indicators.system_id = dimensions.system_id
        and indicators.rule_version = dimensions.rule_version
        and indicators.dimension_id = dimensions.dimension_id
inner join events.int_subjects as shops
    on
        versions.platform = shops.platform
        and versions.subject_type = shops.subject_type
order by
    shops.platform asc, shops.subject_id asc, versions.valid_from desc, versions.system_id asc,
    indicators.dimension_id asc, indicators.indicator_id asc
