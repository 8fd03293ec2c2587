"""The rule versions as `shopscore rules` lists them: made-up seeds for each clause, the real ones for what ships."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from shopscore.console.rules import RuleVersion, read_rules
from shopscore.console.rules_view import show_rules
from shopscore.settings import PROJECT_DIR
from tests.unit.console.conftest import run

COMPARED = date(2026, 5, 1)
SYSTEM = {
    "system_id": "dsr",
    "rule_version": "v1",
    "platform": "douyin",
    "name_en": "DSR",
    "name_zh": "店铺评分",
    "official_until": "",
    "is_what_if": "false",
    "valid_from": "2026-01-01",
    "valid_to": "",
    "source": "published",
    "checked_on": COMPARED.isoformat(),
    "note": "",
    "note_zh": "",
}
LIMIT = {
    "platform": "marts",
    "export": "scores",
    "check_name": "rules_compared",
    "subject": "",
    "limit_value": "60",
    "from_rows": "",
    "severity": "warn",
    "valid_from": "2000-01-01",
    "valid_to": "",
    "source": "assumption",
    "note": "",
}


def write(seeds: Path, name: str, rows: Sequence[dict[str, Any]]) -> None:
    path = seeds / "rules" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    write(tmp_path, "quality_limits", [LIMIT])
    return tmp_path


def versions(seeds: Path, on: date, *systems: dict[str, Any]) -> dict[str, RuleVersion]:
    write(seeds, "systems", [SYSTEM | system for system in systems])
    return {version.rule_version: version for version in read_rules(seeds, on).versions}


def test_of_the_versions_that_hold_on_a_day_the_newest_is_in_force_and_no_what_if(seeds: Path) -> None:
    systems = (
        {"rule_version": "v1", "valid_to": "2026-05-06"},
        {"rule_version": "v2", "valid_from": "2026-05-07"},
        {"rule_version": "v3", "valid_from": "2026-05-08", "is_what_if": "true"},
        {"rule_version": "v4", "valid_from": "2026-06-01"},
        {"rule_version": "beside", "valid_from": "2025-01-01"},
    )

    def in_force(on: date) -> list[str]:
        return [name for name, version in versions(seeds, on, *systems).items() if version.is_in_force]

    assert in_force(date(2026, 5, 6)) == ["v1"]
    assert in_force(date(2026, 5, 7)) == ["v2"]
    assert in_force(date(2026, 5, 31)) == ["v2"]
    assert in_force(date(2026, 6, 1)) == ["v4"]


@pytest.mark.parametrize(("days", "overdue"), [(60, False), (61, True)])
def test_a_version_in_force_is_overdue_when_it_was_compared_more_than_60_days_ago(
    seeds: Path, days: int, overdue: bool
) -> None:
    found = versions(seeds, COMPARED + timedelta(days=days), {})["v1"]
    assert (found.days_since_checked, found.is_overdue) == (days, overdue)


def test_what_is_not_official_or_was_never_compared_is_not_overdue(seeds: Path) -> None:
    on = date(2026, 12, 31)
    found = versions(
        seeds,
        on,
        {"system_id": "retired", "rule_version": "retired", "official_until": "2026-12-30"},
        {"system_id": "last_day", "rule_version": "last_day", "official_until": "2026-12-31"},
        {"system_id": "never", "rule_version": "never", "checked_on": ""},
        {"system_id": "gone", "rule_version": "gone", "valid_to": "2026-12-30"},
    )
    assert {name: version.is_overdue for name, version in found.items()} == {
        "retired": False,
        "last_day": True,
        "never": False,
        "gone": False,
    }


def test_rows_of_assumptions_are_told_by_seed_of_their_version_and_else_of_their_platform(seeds: Path) -> None:
    of_version = {"system_id": "dsr", "rule_version": "v1", "indicator_id": "a", "valid_from": "2026-01-01"}
    write(
        seeds,
        "indicators",
        [
            of_version | {"source": "assumption"},
            of_version | {"indicator_id": "b", "source": "published"},
            of_version | {"indicator_id": "c", "source": "assumption"},
            of_version | {"indicator_id": "c", "source": "assumption"},
            of_version | {"rule_version": "v2", "indicator_id": "d", "source": "assumption"},
        ],
    )
    write(seeds, "parameters", [{"platform": "douyin", "parameter": "min_peers", "source": "assumption"}])
    write(seeds, "systems", [SYSTEM])
    found = read_rules(seeds, date(2026, 6, 1))
    (version,) = found.versions
    assert [(one.seed, one.items) for one in version.assumptions] == [("indicators", ["a", "c"])]
    assert {name: [(one.seed, one.items) for one in told] for name, told in found.shared_assumptions.items()} == {
        "douyin": [("parameters", ["min_peers"])]
    }


def test_every_version_that_ships_says_when_it_was_compared() -> None:
    found = read_rules(PROJECT_DIR / "seeds", date(2026, 12, 1))
    assert [version.rule_version for version in found.versions if version.checked_on is None] == []
    assert found.overdue_after_days == 60
    checked = {(one.system_id, one.rule_version): one.checked_on for one in found.versions}
    assert checked["douyin_merchant_experience", "2021-06-28"] == date(2026, 11, 22)


def test_a_version_of_the_past_is_superseded_and_one_to_come_is_not_yet_in_force() -> None:
    said = io.StringIO()
    show_rules(read_rules(PROJECT_DIR / "seeds", date(2026, 8, 6)), Console(file=said, width=80))

    shown = " ".join(said.getvalue().split())
    assert "superseded – 2026-07-13" in shown
    assert "not yet in force – open" in shown


def test_the_command_lists_them_in_both_languages_and_as_json() -> None:
    english = run("rules").stdout
    assert "Merchant experience score" in english
    assert "in force, no longer official" in " ".join(english.split())
    assert "Assumed for every version of Douyin" in english
    chinese = run("--lang", "zh", "rules").stdout
    assert "商家体验分" in chinese
    assert "官方截至" in chinese
    told = json.loads(run("rules", "--json").stdout)
    notes = [(one["note"], one["note_zh"]) for one in told["versions"]]
    assert all(note and note_zh for note, note_zh in notes)
    # a line breaks anywhere in a Chinese sentence
    in_chinese, in_english = "".join(chinese.split()), "".join(english.split())
    for note, note_zh in notes:
        said, said_zh = "".join(note.split()), "".join(note_zh.split())
        assert (said in in_english, said_zh in in_english) == (True, False)
        assert (said in in_chinese, said_zh in in_chinese) == (False, True)
    (version,) = (
        one
        for one in told["versions"]
        if (one["system_id"], one["rule_version"]) == ("douyin_merchant_experience", "2021-06-28")
    )
    assert (version["official_until"], version["checked_on"], version["source"]) == (
        "2023-06-26",
        "2026-11-22",
        "article",
    )
