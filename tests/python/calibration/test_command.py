"""`shopscore calibrate` as a user starts it."""

import pytest
from typer.testing import CliRunner

from calibration.conftest import Teach
from shopscore.calibration import list_versions, open_books
from shopscore.cli import app
from shopscore.settings import Settings


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SHOPSCORE_HOME", str(settings.home))
    monkeypatch.setenv("COLUMNS", "80")
    return CliRunner()


def test_learn_use_list_and_stop(run: CliRunner, teach: Teach) -> None:
    settings = teach([("replies", "up", day, 0.1 * day, 3 + 0.5 * day) for day in range(3)])
    learned = run.invoke(app, ["calibrate"])
    assert learned.exit_code == 0, learned.output
    assert "3 on 3 days" in learned.output
    assert "shopscore calibrate --use ID" in learned.output
    with open_books(settings) as books:
        [version] = list_versions(books)
    used = run.invoke(app, ["calibrate", "--use", version.calibration_id])
    assert used.exit_code == 0, used.output
    assert "counts from the next" in used.output
    assert "yes" in run.invoke(app, ["calibrate", "--list"]).output
    stopped = run.invoke(app, ["calibrate", "--stop", version.calibration_id])
    assert stopped.exit_code == 0, stopped.output
    assert "yes" not in run.invoke(app, ["calibrate", "--list"]).output


def test_what_was_not_learned_says_why(run: CliRunner, teach: Teach) -> None:
    teach([("replies", "up", day, 0.1 * day, 3 + 0.5 * day) for day in range(2)])
    outcome = run.invoke(app, ["calibrate"])
    assert outcome.exit_code == 0
    assert "not learned: y, 女装, replies: 2 days with a page, 3 are needed" in outcome.output.replace("\n", " ")
    assert run.invoke(app, ["calibrate", "--min-days", "2"]).output.count("2 on 2 days") == 1


def test_without_pages_the_user_is_told_what_to_land(run: CliRunner, teach: Teach) -> None:
    teach([])
    assert "score_pages" in run.invoke(app, ["calibrate"]).output
    assert "Nothing has been learned yet" in run.invoke(app, ["calibrate", "--list"]).output


@pytest.mark.parametrize("arguments", [["--list", "--use", "a"], ["--use", "a", "--stop", "a"], ["--min-days", "1"]])
def test_wrong_usage_ends_with_2(run: CliRunner, teach: Teach, arguments: list[str]) -> None:
    teach([])
    assert run.invoke(app, ["calibrate", *arguments]).exit_code == 2


def test_an_unknown_id_and_a_missing_warehouse_are_for_the_user_to_mend(run: CliRunner, teach: Teach) -> None:
    missing = run.invoke(app, ["calibrate"])
    assert missing.exit_code == 2
    assert "no warehouse yet" in missing.output
    teach([])
    unknown = run.invoke(app, ["calibrate", "--use", "a"])
    assert unknown.exit_code == 2
    assert "there is no calibration a" in unknown.output
