import json
from pathlib import Path

import duckdb
import pytest
from rich.cells import cell_len

from .conftest import run


def shops_table() -> list[str]:
    """The lines of the first table, from its title to the first empty line."""
    lines = run("scoreboard").stdout.splitlines()
    start = next((number for number, line in enumerate(lines) if line.startswith("All shops")), None)
    return [] if start is None else lines[start : lines.index("", start)]


def test_shops_of_two_platforms_stand_in_one_table_the_one_that_fell_most_first(two_platforms: Path) -> None:
    lines = shops_table()

    # -1.25, then 0.001 and 0.50, then the shop without a score; a title, the headings and a line above.
    assert [line.split() for line in lines[3:7]] == [
        ["Pinduoduo", "巷口样板食品生鲜小店", "2.25", "*", "-1.25", "Help", "rate:", "basic", "service", "1.25"],
        ["Douyin", "山野茶铺", "4.50", "0.00", "Delivery", "hours", "0.25"],
        ["Douyin", "云朵小店", "4.00", "+0.50", "Quality", "return", "rate", "0.50"],
        ["Douyin", "云上新店", "–", "–", "too", "few", "orders", "–"],
    ]


def test_it_is_the_first_table_and_each_shop_is_one_line_of_80_cells(two_platforms: Path) -> None:
    board = run("scoreboard").stdout

    assert board.index("All shops") < board.index("Merchant experience score")
    assert [cell_len(line) for line in shops_table()[2:7]] == [80] * 5


def test_figures_below_each_other_end_in_the_same_cell(two_platforms: Path) -> None:
    lines = shops_table()

    ends = [
        cell_len(line[: line.index(score) + 4])
        for line, score in zip(lines[3:6], ["2.25", "4.50", "4.00"], strict=True)
    ]
    assert len(set(ends)) == 1


def test_a_publication_of_one_platform_needs_no_such_table(published: Path) -> None:
    assert shops_table() == []


def test_json_has_the_shops_whatever_the_platforms(published: Path) -> None:
    shops = json.loads(run("scoreboard", "--json").stdout)["shops"]

    assert [shop["shop_id"] for shop in shops] == ["S2", "S1", "S3"]
    assert shops[1] == {
        "platform": "douyin",
        "shop_id": "S1",
        "shop_name": "云朵小店",
        "industry": "美妆",
        "system_id": "douyin_merchant_experience",
        "rule_version": "2021-06-28",
        "is_assumption": False,
        "score": 4.0,
        "status": "scored",
        "change_7d": 0.5,
        "peer_rank": 2,
        "peer_count": 2,
        "worst_indicator_id": "quality_return_rate",
        "worst_indicator_name_en": "Quality return rate",
        "worst_indicator_name_zh": "品质退货率",
        "worst_indicator_value": 0.025,
        "points_lost": 0.5,
    }


def test_an_earlier_date_has_no_table_of_all_shops(two_platforms: Path) -> None:
    earlier = run("scoreboard", "--date", "2026-11-21")

    assert earlier.exit_code == 0
    assert "All shops" not in earlier.stdout


def test_assumed_scores_are_marked_and_only_where_there_is_one(two_platforms: Path) -> None:
    assert "* uses our assumptions" in shops_table()[-1]

    with duckdb.connect(str(two_platforms)) as connection:
        connection.execute("update marts.agency_overview set score = null, status = 'no_peers' where is_assumption")

    assert "*" not in "".join(shops_table())


@pytest.mark.parametrize("subject", ["S1", "巷口"])
def test_a_number_that_two_platforms_use_is_asked_back_and_a_name_is_not(two_platforms: Path, subject: str) -> None:
    result = run("explain", subject)

    if subject == "S1":
        assert result.exit_code == 2
        assert "S1 云朵小店 (Douyin shop)" in result.stderr
        assert "S1 巷口样板食品生鲜小店 (Pinduoduo shop)" in result.stderr
    else:
        assert result.exit_code == 0
        assert "Pinduoduo shop" in result.stdout


def test_the_score_that_matters_most_comes_before_the_others_of_its_platform(two_platforms: Path) -> None:
    board, told = run("scoreboard").stdout, run("explain", "巷口").stdout

    assert board.index("Service experience score") < board.index("Pinduoduo DSR")
    assert told.index("Service experience score") < told.index("Pinduoduo DSR")


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "巷口"]])
def test_the_assumption_is_told_in_words_below_the_score(two_platforms: Path, command: list[str]) -> None:
    text = " ".join(run(*command).stdout.split())

    note = "This score uses our assumptions where the platform publishes nothing. The weights are assumptions."
    assert text.count(note) == 1
    assert "Mean over 90 days" not in text
    chinese = "".join(run("--lang", "zh", *command).stdout.split())
    assert chinese.count("平台未公布的部分，此分数采用我们的假设。权重均为假设。") == 1
    assert "assumption" not in chinese
    assert "90天均值" not in chinese


@pytest.mark.parametrize("command", [["scoreboard"], ["explain", "巷口"]])
def test_the_assumption_is_in_json_too(two_platforms: Path, command: list[str]) -> None:
    systems = {one["system_id"]: one for one in json.loads(run(*command, "--json").stdout)["systems"]}

    service, stars = systems["pinduoduo_service_experience"], systems["pinduoduo_dsr"]
    assert (service["is_assumption"], service["note"]) == (True, "The weights are assumptions")
    assert service["note_zh"] == "权重均为假设"
    assert (stars["is_assumption"], stars["note"]) == (False, "Mean over 90 days")


def test_a_what_if_version_that_is_assumed_says_so(published: Path) -> None:
    lines = run("explain", "S1").stdout.splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("What if heavier-product"))
    assert lines[at + 1].startswith("This score uses our assumptions")
    assert " ".join(lines[at + 1 : at + 3]).rstrip().endswith("70.")
