"""The rule versions that are known, and how sure each is: from the seeds, so that no refresh is needed to ask.

Which version a score was made by stands in `marts.scores`; drawing belongs in `rules_view.py`, the check that warns of
a version that was long not compared with the platform in `shopscore.quality`.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shopscore.quality.limits import load_limits

FOLDER = "rules"
SYSTEMS = "systems"
ASSUMED = "assumption"
COMPARED = "rules_compared"
# How much may be wrong or late in an export is no rule of a platform.
NO_RULES = frozenset({"freshness", "quality_limits", "word_limits"})
# What says of a row where and when it holds, and how sure it is, and not what it is about.
ABOUT_THE_ROW = frozenset(
    {"system_id", "rule_version", "platform", "valid_from", "valid_to", "source", "checked_on", "note", "note_zh"}
)


@dataclass(frozen=True)
class Assumption:
    """Rows of one seed of the rules that no page of the platform says.

    Attributes:
        seed: name of the seed.
        items: what its rows are about, such as indicators or parameters, each once.
    """

    seed: str
    items: Sequence[str]


@dataclass(frozen=True)
class RuleVersion:
    """One version of one system; `note`, or `note_zh`, says in words what the rows of assumptions cannot."""

    system_id: str
    rule_version: str
    platform: str
    name_en: str
    name_zh: str
    valid_from: date
    valid_to: date | None
    official_until: date | None
    source: str
    checked_on: date | None
    days_since_checked: int | None
    is_what_if: bool
    is_in_force: bool
    is_official: bool
    is_overdue: bool
    note: str | None
    note_zh: str | None
    assumptions: Sequence[Assumption]


@dataclass(frozen=True)
class Rules:
    """The versions of every system as of a day, and what the versions of a platform assume together.

    Attributes:
        overdue_after_days: how long after it was compared a version in force is overdue.
        shared_assumptions: by platform; `all`: by every platform.
    """

    as_of: date
    overdue_after_days: float | None
    versions: Sequence[RuleVersion]
    shared_assumptions: Mapping[str, Sequence[Assumption]]


def read_rules(seeds: Path, as_of: date) -> Rules:
    """Read the versions from the seeds.

    Args:
        seeds: dbt's folder of seeds.
        as_of: the day whose versions are in force; of those that hold on it the newest one is, what-if versions apart.

    Raises:
        LimitsError: a row of the limits of quality is unusable.
    """
    most = next((limit.value for limit in load_limits(seeds, as_of).rows if limit.check_name == COMPARED), None)
    systems = _rows(seeds / FOLDER / f"{SYSTEMS}.csv")
    in_force = _in_force(systems, as_of)
    of_versions: dict[tuple[str, str], dict[str, list[str]]] = {}
    shared: dict[str, dict[str, list[str]]] = {}
    for seed, row in _assumed(seeds / FOLDER):
        if "rule_version" in row:
            found = of_versions.setdefault((row["system_id"], row["rule_version"]), {})
        else:
            found = shared.setdefault(row.get("platform") or row.get("system_id") or "all", {})
        items = found.setdefault(seed, [])
        if (item := _about(row)) not in items:
            items.append(item)
    versions = [_version(row, in_force, as_of, most, of_versions) for row in systems]
    return Rules(as_of, most, versions, {key: _assumptions(found) for key, found in shared.items()})


def _version(
    row: Mapping[str, str],
    in_force: set[tuple[str, str]],
    as_of: date,
    most: float | None,
    assumed: Mapping[tuple[str, str], Mapping[str, list[str]]],
) -> RuleVersion:
    key = row["system_id"], row["rule_version"]
    official_until, checked_on = _day(row["official_until"]), _day(row["checked_on"])
    is_official = key in in_force and (official_until is None or as_of <= official_until)
    days = (as_of - checked_on).days if checked_on else None
    return RuleVersion(
        *key,
        platform=row["platform"],
        name_en=row["name_en"],
        name_zh=row["name_zh"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        official_until=official_until,
        source=row["source"],
        checked_on=checked_on,
        days_since_checked=days,
        is_what_if=row["is_what_if"].lower() == "true",
        is_in_force=key in in_force,
        is_official=is_official,
        is_overdue=is_official and most is not None and days is not None and days > most,
        note=row["note"] or None,
        note_zh=row["note_zh"] or None,
        assumptions=_assumptions(assumed.get(key, {})),
    )


def _in_force(systems: Iterable[Mapping[str, str]], as_of: date) -> set[tuple[str, str]]:
    """Return the newest version of each system that holds on the day, as the models choose it."""
    newest: dict[str, tuple[str, str]] = {}
    for row in systems:
        holds = row["valid_from"] <= as_of.isoformat() <= (row["valid_to"] or date.max.isoformat())
        if holds and row["is_what_if"].lower() != "true":
            candidate = row["valid_from"], row["rule_version"]
            newest[row["system_id"]] = max(newest.get(row["system_id"], candidate), candidate)
    return {(system_id, rule_version) for system_id, (_, rule_version) in newest.items()}


def _assumed(folder: Path) -> Iterable[tuple[str, dict[str, str]]]:
    """Yield the rows of the rules that are assumptions, with the name of their seed."""
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in NO_RULES | {SYSTEMS}:
            yield from ((path.stem, row) for row in _rows(path) if row.get("source") == ASSUMED)


def _about(row: Mapping[str, str]) -> str:
    """Return what a row is about: the first of its columns that is filled and does not speak of the row itself."""
    return next((value for name, value in row.items() if name not in ABOUT_THE_ROW and value), "")


def _assumptions(found: Mapping[str, list[str]]) -> list[Assumption]:
    return [Assumption(seed, items) for seed, items in found.items()]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
