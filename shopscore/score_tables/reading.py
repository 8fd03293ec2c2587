"""Reads from the warehouse which tables of the score page are missing, and what pages and tables say of each limit.

What a bound is belongs in `bounds.py`, what is wrong with a limit in `checking.py`, drawing in the console.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from shopscore.direction import sign_of
from shopscore.score_tables.bounds import Bound, Reading, bounds_of
from shopscore.score_tables.checking import LimitRow, Problem, find_problems
from shopscore.sql_files import statement

LIMITS, WEIGHTS, PICKUP_POINTS, PAGES, SHOPS = (
    "score_limits",
    "score_weights",
    "pickup_points",
    "score_pages",
    "shops",
)


@dataclass(frozen=True)
class Scoring:
    """A shop and a rule version by which it is scored.

    Attributes:
        platform: of the shop.
        shop_id: shop.
        shop_name: its name.
        industry: by which the platform scores it; None: none is known.
        shop_type: `flagship` or `non_flagship`.
        system_id: score system.
        rule_version: its version.
        valid_from: first day of the version.
        valid_to: last day of the version; None: it goes on.
    """

    platform: str
    shop_id: str
    shop_name: str
    industry: str | None
    shop_type: str
    system_id: str
    rule_version: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class ScoredIndicator:
    """An indicator by which a rule version scores.

    Attributes:
        floor: fewest points.
        ceiling: most points.
        dimension_id: its dimension.
        indicator_id: indicator.
        method: `limits`, `points` or `learned`.
        better: `up` or `down`.
        is_weighed: the rules say what it weighs within its dimension.
        is_dimension_weighed: the rules say what its dimension weighs.
    """

    floor: float
    ceiling: float
    dimension_id: str
    indicator_id: str
    method: str
    better: str
    is_weighed: bool
    is_dimension_weighed: bool


@dataclass(frozen=True)
class MissingTable:
    """A table that a shop is not scored without.

    Attributes:
        scoring: shop and rule version.
        table: the reference table, or `score_pages`.
        items: what is missing in it: indicators, dimensions.
        days: days with a page, where pages are what is missing; else None.
        needed_days: days with a page that are needed; else None.
    """

    scoring: Scoring
    table: str
    items: tuple[str, ...]
    days: int | None = None
    needed_days: int | None = None


@dataclass(frozen=True)
class Limits:
    """The limits of an indicator for the shops of an industry and type: what pages say of them, and what was filled in.

    Attributes:
        platform: of the shops.
        system_id: score system.
        rule_version: its version.
        industry: of the shops.
        shop_type: of the shops.
        indicator_id: indicator.
        sign: 1 where more is better, -1 where less is.
        scale: fewest and most points.
        rows: as filled in; none: missing.
        bounds: of every step, from the pages of these shops.
        readings: the pages.
    """

    platform: str
    system_id: str
    rule_version: str
    industry: str
    shop_type: str
    indicator_id: str
    sign: int
    scale: tuple[float, float]
    rows: tuple[LimitRow, ...]
    bounds: tuple[Bound, ...]
    readings: tuple[Reading, ...]

    @property
    def name(self) -> str:
        """Whose limits they are, in one line."""
        return f"{self.rule_version}, {self.industry}, {self.shop_type}, {self.indicator_id}"


@dataclass(frozen=True)
class ScoreTables:
    """How it stands with the tables of the score page.

    Attributes:
        missing: by shop and version, the newest version first.
        limits: of every indicator by limits, of every industry and type that a shop has.
        problems: what is wrong with limits that were filled in.
    """

    missing: Sequence[MissingTable] = field(default_factory=list)
    limits: Sequence[Limits] = field(default_factory=list)
    problems: Sequence[Problem] = field(default_factory=list)


def read_score_tables(connection: duckdb.DuckDBPyConnection, shop_id: str | None = None) -> ScoreTables:
    """Read what is missing, bounded and wrong, of one shop or of all.

    Args:
        connection: the warehouse, which a refresh of this version has built.
        shop_id: only what concerns this shop; None: all.

    Raises:
        duckdb.CatalogException: no refresh of this version has been built.
        LookupError: there is no such shop, or no rule version scores it by tables.
    """
    indicators: dict[Scoring, list[ScoredIndicator]] = {}
    for row in _rows(connection, "scored_indicators"):
        indicators.setdefault(Scoring(*row[:9]), []).append(ScoredIndicator(*row[9:]))
    given = _Given(connection)
    wanted = {one: scored for one, scored in indicators.items() if shop_id in (None, one.shop_id)}
    if shop_id is not None and not wanted:
        raise LookupError(shop_id)
    groups = {(one.system_id, one.rule_version, one.industry, one.shop_type) for one in wanted}
    limits = [
        one
        for one in _limits(indicators, given)
        if (one.system_id, one.rule_version, one.industry, one.shop_type) in groups
    ]
    return ScoreTables(
        [missing for one, scored in wanted.items() for missing in _missing(one, scored, given)],
        limits,
        [problem for one in limits for problem in find_problems(one.name, one.rows, one.readings, one.sign, one.scale)],
    )


class _Given:
    """What the warehouse has of the tables and pages."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.limits = _rows(connection, "limits")
        self.weights = _rows(connection, "weights")
        self.pickup_versions = {
            version
            for (version,) in connection.execute(
                "select distinct rule_version from staging.stg_reference__pickup_points"
            ).fetchall()
        }
        self.readings: dict[tuple[str, str, str], list[Reading]] = {}
        for system_id, rule_version, indicator_id, *shown in _rows(connection, "readings"):
            self.readings.setdefault((system_id, rule_version, indicator_id), []).append(Reading(*shown))
        self.page_days = {tuple(row[:4]): (row[4], row[5]) for row in _rows(connection, "page_days")}
        self.parameters = {(row[0], row[1]): row[2] for row in _rows(connection, "parameters")}

    def limits_of(self, scoring: Scoring, indicator_id: str) -> tuple[LimitRow, ...]:
        """Return the limits of an indicator for a shop: rows of its type replace those for both."""
        of_both, of_type = (
            [
                LimitRow(row[6], row[7])
                for row in self.limits
                if row[:4] == (scoring.platform, scoring.system_id, scoring.rule_version, scoring.industry)
                and row[4] == shop_type
                and row[5] == indicator_id
            ]
            for shop_type in (None, scoring.shop_type)
        )
        return tuple(of_type or of_both)

    def days_of_pages(self, scoring: Scoring, dimension_id: str) -> tuple[int, int]:
        """Return on how many days pages teach a dimension for a shop's industry, and on how many they have to."""
        needed = int(self.parameters[scoring.platform, "calibration_min_days"])
        key = (scoring.system_id, scoring.rule_version, scoring.industry, dimension_id)
        return self.page_days.get(key, (0, needed))

    def lacks_weights(self, scoring: Scoring, items: Iterable[str]) -> tuple[str, ...]:
        """Return a set of items when neither the weights of the shop's type nor those of all types name any of it."""
        sets = [
            {
                row[4]
                for row in self.weights
                if row[:3] == (scoring.system_id, scoring.rule_version, scoring.industry) and row[3] == shop_type
            }
            for shop_type in (scoring.shop_type, None)
        ]
        wanted = tuple(items)
        if any(one.intersection(wanted) for one in sets):
            return ()
        return wanted


def _missing(scoring: Scoring, scored: Sequence[ScoredIndicator], given: _Given) -> Iterable[MissingTable]:
    if scoring.industry is None:
        yield MissingTable(scoring, SHOPS, ("industry",))
        return
    dimensions = sorted({one.dimension_id for one in scored})
    by_limits = [one.indicator_id for one in scored if one.method == "limits"]
    no_limits = tuple(one for one in by_limits if not given.limits_of(scoring, one))
    if no_limits:
        yield MissingTable(scoring, LIMITS, no_limits)
    unweighed = sorted({one.dimension_id for one in scored if not one.is_dimension_weighed})
    no_weights = list(given.lacks_weights(scoring, unweighed)) if unweighed else []
    for dimension in dimensions:
        weighed = [
            one.indicator_id
            for one in scored
            if one.dimension_id == dimension and one.method != "learned" and not one.is_weighed
        ]
        if len(weighed) > 1:
            no_weights += given.lacks_weights(scoring, weighed)
    if no_weights:
        yield MissingTable(scoring, WEIGHTS, tuple(no_weights))
    by_points = tuple(one.indicator_id for one in scored if one.method == "points")
    if by_points and scoring.rule_version not in given.pickup_versions:
        yield MissingTable(scoring, PICKUP_POINTS, by_points)
    for dimension in sorted({one.dimension_id for one in scored if one.method == "learned"}):
        days, needed = given.days_of_pages(scoring, dimension)
        if days < needed:
            yield MissingTable(scoring, PAGES, (dimension,), days, needed)


def _limits(indicators: dict[Scoring, list[ScoredIndicator]], given: _Given) -> list[Limits]:
    group_of = {one.shop_id: (one.industry, one.shop_type) for one in indicators}
    found: dict[tuple[str, ...], Limits] = {}
    for scoring, scored in indicators.items():
        if scoring.industry is None:
            continue
        for one in scored:
            key = (scoring.system_id, scoring.rule_version, scoring.industry, scoring.shop_type, one.indicator_id)
            if one.method != "limits" or key in found:
                continue
            readings = tuple(
                reading
                for reading in given.readings.get((scoring.system_id, scoring.rule_version, one.indicator_id), ())
                if group_of.get(reading.shop_id) == (scoring.industry, scoring.shop_type)
            )
            step = given.parameters[scoring.platform, "limit_points_step"]
            steps = [one.ceiling - place * step for place in range(int((one.ceiling - one.floor) // step))]
            sign = sign_of(one.better)
            found[key] = Limits(
                scoring.platform,
                *key,
                sign=sign,
                scale=(one.floor, one.ceiling),
                rows=given.limits_of(scoring, one.indicator_id),
                bounds=tuple(bounds_of(readings, sign, steps)),
                readings=readings,
            )
    return list(found.values())


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement(__name__, name)).fetchall()
