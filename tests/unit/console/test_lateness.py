"""After one o'clock in Shanghai a score of the day that is not there is said before any other score."""

import json
from pathlib import Path

import pytest

from .conftest import at, run

LATE = "today's score (2026-11-23) is not there yet"
EVERY = [["scoreboard"], ["explain", "S1"], ["explain", "--case", "A1"], ["status"], ["quality"], ["sql", "select 1"]]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", EVERY)
def test_every_command_that_shows_a_score_says_first_that_today_s_is_late(
    published: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    at(monkeypatch, "2026-11-23 13:00:00")
    result = run(*command)
    said = flat(result.stderr if command[0] == "sql" else result.stdout)
    assert said.startswith(f"! {LATE}: last published 2026-11-22 12:00, for 2026-11-22; `shopscore doctor` says why")


@pytest.mark.parametrize("clock", ["2026-11-23 12:59:59", "2026-11-23 00:00:30", "2026-11-22 13:00:00"])
@pytest.mark.parametrize("command", EVERY)
def test_before_one_o_clock_and_with_the_score_there_no_alarm_is_given(
    published: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], clock: str
) -> None:
    at(monkeypatch, clock)
    result = run(*command)
    assert "is not there yet" not in flat(result.stdout + result.stderr)


def test_a_score_that_was_due_yesterday_is_late_in_the_morning_too(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-11-24 08:00:00")
    assert flat(run("scoreboard").stdout).startswith("! yesterday's score (2026-11-23) is not there yet")


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"]])
def test_a_date_that_was_asked_for_is_not_late(
    published: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    at(monkeypatch, "2026-11-25 15:00:00")
    result = run(*command, "--date", "2026-11-22")
    assert "is not there yet" not in flat(result.stdout + result.stderr)


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"], ["status"]])
def test_json_stays_json_and_the_alarm_goes_beside_it(
    published: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    at(monkeypatch, "2026-11-23 13:00:00")
    result = run(*command, "--json")
    json.loads(result.stdout)
    assert result.stderr.startswith(f"! {LATE}")
