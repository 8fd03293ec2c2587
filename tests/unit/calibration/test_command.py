"""`shopscore calibrate` as a user starts it."""

import pytest
from typer.testing import CliRunner

from shopscore.calibration import is_starter_on, list_versions, open_ledger
from shopscore.cli import app
from shopscore.settings import Settings
from tests.unit.calibration.conftest import Teach


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
    with open_ledger(settings) as ledger:
        [version] = list_versions(ledger)
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


RULES = """
    create schema if not exists rules;
    create table events.int_assessment_dates as select date '2021-11-15' as assessment_date, true as is_latest;
    create table rules.systems as
    select * from (values
        ('y', 'old', false, date '2000-01-01', date '2021-11-14'),
        ('y', 'new', false, date '2021-11-15', null),
        ('y', 'what_if', true, date '2021-11-15', null)
    ) as systems (system_id, rule_version, is_what_if, valid_from, valid_to);
    create table rules.dimensions as
    select *, date '2000-01-01' as valid_from, cast(null as date) as valid_to from (values
        ('y', 'old', 'all', 1), ('y', 'new', 'product', 50), ('y', 'new', 'service', 30)
    ) as dimensions (system_id, rule_version, dimension_id, weight);
    create table rules.indicators as
    select *, 'industry_rank' as method, date '2000-01-01' as valid_from, cast(null as date) as valid_to from (values
        ('y', 'old', 'replies', 'all', 1), ('y', 'new', 'replies', 'service', 1), ('y', 'new', 'disputes', 'service', 2),
        ('y', 'new', 'reviews', 'product', 1), ('y', 'new', 'shown', null, 1)
    ) as indicators (system_id, rule_version, indicator_id, dimension_id, weight);
"""


def test_it_says_on_how_many_of_its_indicators_a_total_rests(run: CliRunner, teach: Teach) -> None:
    settings = teach([("replies", "up", day, 0.1 * day, 3 + 0.5 * day) for day in range(3)])
    with open_ledger(settings) as ledger:
        ledger.execute(RULES)
    said = run.invoke(app, ["calibrate"]).output.replace("\n", " ")
    # service is 30 of 80, and replies are one third of it: 12.5 %
    assert "y, 女装: 1 of 3 indicators have a curve, 12% of the total's weight; 0 in use." in said
    assert "no curve: disputes, reviews" in said
    with open_ledger(settings) as ledger:
        [version] = list_versions(ledger)
        ledger.execute("insert into raw.reference_benchmarks values ('y', '女装', 'reviews')")
    run.invoke(app, ["calibrate", "--use", version.calibration_id])
    said = run.invoke(app, ["calibrate", "--list"]).output.replace("\n", " ")
    # and reviews are all of product, 50 of 80: 75 %
    assert "y, 女装: 2 of 3 indicators have a curve, 75% of the total's weight; 2 in use." in said


def test_the_starter_curves_are_off_until_they_are_switched_on(run: CliRunner, teach: Teach) -> None:
    settings = teach([])
    for arguments, said, is_on in (
        (["--starter", "on"], "made from assumptions", True),
        (["--starter", "off"], "count no more", False),
    ):
        with open_ledger(settings) as ledger:
            assert is_starter_on(ledger) is not is_on
        switched = run.invoke(app, ["calibrate", *arguments])
        assert switched.exit_code == 0, switched.output
        assert said in switched.output.replace("\n", " ")
        with open_ledger(settings) as ledger:
            assert is_starter_on(ledger) is is_on
    assert run.invoke(app, ["calibrate", "--starter", "perhaps"]).exit_code == 2
