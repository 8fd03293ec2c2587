with

latest as (

    select assessment_date
    from events.int_assessment_dates
    where is_latest

),

versions as (

    select
        systems.system_id,
        systems.rule_version,
        latest.assessment_date
    from rules.systems
    inner join latest
        on latest.assessment_date between systems.valid_from and coalesce(systems.valid_to, date '2999-12-31')
    where
        not systems.is_what_if
        and exists (
            select 1 from rules.indicators
            where
                systems.system_id = indicators.system_id
                and systems.rule_version = indicators.rule_version
                and indicators.method = 'industry_rank'
        )
    qualify row_number() over (
        partition by systems.system_id order by systems.valid_from desc, systems.rule_version desc
    ) = 1

),

dimensions as (

    select
        versions.*,
        dimensions.dimension_id,
        dimensions.weight / sum(dimensions.weight) over (partition by versions.system_id) as share
    from versions
    inner join rules.dimensions using (system_id, rule_version)
    where versions.assessment_date between dimensions.valid_from and coalesce(dimensions.valid_to, date '2999-12-31')

),

indicators as (

    select
        dimensions.system_id,
        indicators.indicator_id,
        dimensions.share * indicators.weight
        / sum(indicators.weight) over (partition by dimensions.system_id, dimensions.dimension_id) as share
    from dimensions
    inner join rules.indicators using (system_id, rule_version, dimension_id)
    where dimensions.assessment_date between indicators.valid_from and coalesce(indicators.valid_to, date '2999-12-31')

),

curves as (

    select
        system_id,
        industry,
        indicator_id,
        bool_or(is_in_use) as is_in_use
    from (
        select
            system_id,
            industry,
            indicator_id,
            is_in_use
        from log.calibrations
        union all
        select
            system_id,
            industry,
            indicator_id,
            true as is_in_use
        from raw.reference_benchmarks
    ) as learned_and_landed
    group by all

),

industries as (

    select distinct
        system_id,
        industry
    from curves

)

select
    industries.system_id,
    industries.industry,
    count(*) as indicators,
    count(curves.indicator_id) as with_curve,
    coalesce(count(*) filter (curves.is_in_use), 0) as in_use,
    coalesce(sum(indicators.share) filter (curves.indicator_id is not null), 0) as weight,
    coalesce(
        list(indicators.indicator_id order by indicators.indicator_id) filter (curves.indicator_id is null), []
    ) as without_curve
from industries
inner join indicators using (system_id)
left join curves using (system_id, industry, indicator_id)
group by industries.system_id, industries.industry
order by industries.system_id, industries.industry
