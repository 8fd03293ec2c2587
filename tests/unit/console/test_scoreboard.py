import json
from pathlib import Path

import duckdb
import pytest
from rich.cells import cell_len

from .conftest import run


def test_the_scoreboard_tells_score_change_rank_and_peers_best_first(published: Path) -> None:
    result = run("scoreboard")

    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    second, first = ["!", "云朵小店", "美妆", "4.00", "-0.12", "+0.50", "2/2", "4.25"], ["山野茶铺", "美妆", "4.50"]
    assert lines.index([*first, "-0.06", "0.00", "1/2", "4.25"]) < lines.index(second)


def test_the_title_names_date_publication_and_rule(published: Path) -> None:
    result = run("scoreboard")

    assert "Scores of 2026-11-22" in result.stdout
    assert "20261122T120003-1f0c9a2e" in result.stdout
    assert "rule 2021-06-28" in result.stdout


def test_a_missing_score_says_why_in_words(published: Path) -> None:
    result = run("scoreboard")

    assert "12 valid orders, below 30" in result.stdout
    assert "too few peers" in result.stdout
    assert "no data" in result.stdout


def test_a_status_without_a_score_says_below_the_table_what_to_do(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("update marts.scores set status = 'needs_pages', score = null where subject_id = 'S3'")
    said = " ".join(run("scoreboard").stdout.split())

    assert "Too few score pages. Next: put the shop's pages into landing, one a day, and refresh" in said


def test_assumed_rules_are_said_to_be_an_assumption_and_only_those(published: Path) -> None:
    board = run("scoreboard").stdout

    creators = board.index("Creator")
    assert board.count("uses our assumptions") == 1
    assert board.index("uses our assumptions") > creators


def test_what_if_rules_are_not_on_the_scoreboard(published: Path) -> None:
    result = run("scoreboard", "--json")

    versions = [system["rule_version"] for system in json.loads(result.stdout)["systems"]]
    assert sorted(versions) == ["2021-06-28", "merchant-weights", "stars-60d"]


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"], ["explain", "C1"], ["status"]])
def test_no_line_is_wider_than_80_cells_and_no_name_is_cut(published: Path, command: list[str]) -> None:
    result = run(*command)

    assert [line for line in result.stdout.splitlines() if cell_len(line) > 80] == []
    assert "…" not in result.stdout


def test_a_long_name_wraps_and_is_there_to_its_end(published: Path) -> None:
    board = run("scoreboard").stdout

    creators = board[board.index("Creator") :]
    cells = "".join(line[:40].split()[0] for line in creators.splitlines() if line.strip())
    assert all(letter in cells for letter in "小鹿带你逛遍全世界好物严选")


def test_json_has_the_same_figures_unrounded(published: Path) -> None:
    board = json.loads(run("scoreboard", "--json").stdout)

    assert board["assessment_date"] == "2026-11-22"
    assert board["generation_id"] == "20261122T120003-1f0c9a2e"
    assert board["published_at"] == "2026-11-22T12:00:03"
    merchants = next(one for one in board["systems"] if one["system_id"] == "douyin_merchant_experience")
    assert merchants["name_zh"] == "商家体验分"
    assert (merchants["floor"], merchants["ceiling"]) == (3, 5)
    assert merchants["fell_most"] == "S1"
    assert [row["subject_id"] for row in merchants["standings"]] == ["S2", "S1", "S3"]
    assert merchants["standings"][1] == {
        "subject_id": "S1",
        "subject_name": "云朵小店",
        "industry": "美妆",
        "score": 4.0,
        "status": "scored",
        "valid_orders": 812,
        "change_1d": -0.125,
        "change_7d": 0.5,
        "peer_mean": 4.25,
        "peer_count": 2,
        "peer_rank": 2,
        "is_official": True,
        "rule_changed": False,
        "estimate_error": None,
        "grade": None,
        "grade_en": None,
        "grade_zh": None,
    }
    assert "云朵小店" in run("scoreboard", "--json").stdout


def test_another_date_shows_the_scores_of_that_date(published: Path) -> None:
    board = json.loads(run("scoreboard", "--date", "2026-11-21", "--json").stdout)

    assert board["systems"][0]["standings"][0]["score"] == 4.125


def test_a_date_without_scores_names_the_dates_there_are(published: Path) -> None:
    result = run("scoreboard", "--date", "2026-01-01")

    assert result.exit_code == 2
    assert result.stderr == "shopscore: no scores of 2026-01-01: published are 2026-11-21 to 2026-11-22\n"


def test_no_subject_is_marked_when_none_fell(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("update marts.scores set change_1d = 0.25 where change_1d < 0")

    assert "fell most" not in run("scoreboard").stdout


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"], ["sql", "select 1"], ["status"]])
def test_without_a_publication_every_reading_command_says_what_to_run(home: Path, command: list[str]) -> None:
    (home / "landing" / "douyin" / "7" / "orders").mkdir(parents=True)
    (home / "landing" / "douyin" / "7" / "orders" / "orders.csv").write_text("waits")

    result = run(*command)

    assert result.exit_code == 2
    assert result.stderr == "shopscore: nothing published yet: run shopscore refresh\n"


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"], ["sql", "select 1"], ["status"], ["refresh"]])
def test_where_nothing_ever_landed_every_command_says_where_to_begin(home: Path, command: list[str]) -> None:
    result = run(*command)
    (home / "landing").mkdir()
    (home / "landing" / "README.txt").write_text("what belongs here")
    with_folders = run(*command)

    assert (result.exit_code, with_folders.exit_code) == (2, 2)
    assert result.stderr.startswith("shopscore: nothing has landed yet: `shopscore init")
    assert f"put your exports into the folders of {home / 'landing'}" in with_folders.stderr
    assert "docs/first-score.md" in result.stderr
    assert not (home / "warehouse.duckdb").exists()


def test_a_publication_without_scores_says_so(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("delete from marts.scores")

    result = run("scoreboard")
    assert result.exit_code == 2
    assert "holds no scores" in result.stderr


def test_a_partial_total_says_so_and_one_just_below_a_line_never_reads_like_it(published: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.scores set score = 3.996, status = 'partial', peer_rank = null "
            "where subject_id = 'S1' and rule_version = '2021-06-28' and assessment_date = '2026-11-22'"
        )

    shown = " ".join(run("scoreboard").stdout.split())
    assert "3.99" in shown
    assert "partial: some of its weight is missing, so it has no rank" in " ".join(shown.split())


def test_a_change_of_the_rules_within_the_days_looked_back_to_is_said(published: Path) -> None:
    for command in (["scoreboard"], ["explain", "S1"]):
        assert "The rules changed" not in run(*command).stdout
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.scores set rule_changed = true, change_1d = null "
            "where subject_id = 'S1' and assessment_date = '2026-11-22' and system_id = 'douyin_merchant_experience'"
        )

    for command in (["scoreboard"], ["explain", "S1"]):
        assert run(*command).stdout.count("The rules changed") == 1


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "S1"]])
def test_what_is_shown_of_the_made_up_sample_says_so_before_any_score(published: Path, command: list[str]) -> None:
    assert "Made-up sample" not in run(*command).stdout
    with duckdb.connect(str(published)) as connection:
        connection.execute("update ops.landed_files set origin = 'sample'")
    said = run(*command).stdout
    assert said.startswith("Made-up sample: its shops, limits, weights and score pages are invented")
    assert "Made-up" not in run(*command, "--json").stdout
