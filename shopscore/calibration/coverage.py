"""On how many of its indicators a total rests where there are no peers: those that have a curve.

A curve of one indicator in nine makes a total out of that one, and such a total says less than it seems to.
"""

from dataclasses import dataclass

import duckdb

READ = """
    with

    latest as (

        select assessment_date from events.int_assessment_dates where is_latest

    ),

    versions as (

        select system_id, rule_version, assessment_date
        from rules.systems
        inner join latest
            on assessment_date between valid_from and coalesce(valid_to, date '2999-12-31')
        where method = 'industry_rank' and not is_what_if
        qualify row_number() over (partition by system_id order by valid_from desc, rule_version desc) = 1

    ),

    dimensions as (

        select
            versions.*, dimensions.dimension_id,
            dimensions.weight / sum(dimensions.weight) over (partition by system_id) as share
        from versions
        inner join rules.dimensions using (system_id, rule_version)
        where assessment_date between dimensions.valid_from and coalesce(dimensions.valid_to, date '2999-12-31')

    ),

    indicators as (

        select
            system_id, indicator_id,
            dimensions.share * indicators.weight
            / sum(indicators.weight) over (partition by system_id, dimension_id) as share
        from dimensions
        inner join rules.indicators using (system_id, rule_version, dimension_id)
        where assessment_date between indicators.valid_from and coalesce(indicators.valid_to, date '2999-12-31')

    ),

    curves as (

        select system_id, industry, indicator_id, bool_or(is_in_use) as is_in_use
        from (
            select system_id, industry, indicator_id, is_in_use from log.calibrations
            union all
            select system_id, industry, indicator_id, true from raw.reference_benchmarks
        )
        group by all

    )

    select
        industries.system_id, industries.industry,
        count(*) as indicators,
        count(curves.indicator_id) as with_curve,
        coalesce(count(*) filter (curves.is_in_use), 0) as in_use,
        coalesce(sum(indicators.share) filter (curves.indicator_id is not null), 0) as weight,
        coalesce(
            list(indicators.indicator_id order by indicators.indicator_id) filter (curves.indicator_id is null), []
        ) as without_curve
    from (select distinct system_id, industry from curves) as industries
    inner join indicators using (system_id)
    left join curves using (system_id, industry, indicator_id)
    group by industries.system_id, industries.industry
    order by industries.system_id, industries.industry
"""


@dataclass(frozen=True)
class Coverage:
    """What the curves of a system in an industry carry of its total, peers apart.

    Attributes:
        system_id: score system.
        industry: of the subjects.
        indicators: indicators of the total.
        with_curve: those that have a curve, learned or landed.
        in_use: those whose curve counts: landed, or learned and put to use.
        weight: share of the total that those with a curve have, 0 to 1.
        without_curve: ids of the others.
    """

    system_id: str
    industry: str
    indicators: int
    with_curve: int
    in_use: int
    weight: float
    without_curve: tuple[str, ...]


def read_coverage(connection: duckdb.DuckDBPyConnection) -> list[Coverage]:
    """Return the coverage of every system and industry that has a curve; nothing before the first refresh."""
    try:
        rows = connection.execute(READ).fetchall()
    except duckdb.CatalogException:
        return []
    return [
        Coverage(system_id, industry, indicators, with_curve, in_use, weight, tuple(without_curve))
        for system_id, industry, indicators, with_curve, in_use, weight, without_curve in rows
    ]
