"""A refresh learns from the score pages that came, by itself, as often as it has to, and never fails of it.

Real pages in a real home, read by the real models; the truth behind them is points = 50 + 10 (rating - 1) + 10 (1 -
100 returns), which two pages a day show for thirty-seven days.
"""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from dbt.contracts.graph.manifest import Manifest

from shopscore.calibration import LearnedDimension, additive, list_learned
from shopscore.contracts import load_exports
from shopscore.dbt_project import parse
from shopscore.landing import land
from shopscore.progress import Progress
from shopscore.run import Run
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.steps.learn import learn_from_pages
from shopscore.warehouse import open_warehouse

EXPORTS = load_exports(PROJECT_DIR / "models")
FIRST_DAY = date(2026, 9, 8)


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    return parse(Settings(tmp_path_factory.mktemp("parsed"), date(2026, 11, 1)))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path, date(2026, 11, 1))
    write(settings, "reference/shops/shops.csv", ["platform,shop_id,industry", "douyin,S1,女装", "douyin,S2,女装"])
    return settings


def write(settings: Settings, place: str, lines: list[str]) -> None:
    file = settings.landing / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_pages(settings: Settings, first: int, last: int) -> None:
    """Write the pages of both shops from one day to another, counted from 0."""
    for number, shop in enumerate(("S1", "S2")):
        lines = ["日期,项目,分值,指标值"]
        for place in range(first, last + 1):
            day = FIRST_DAY + timedelta(days=place)
            rating, returns = 3 + (place * 7 + number * 5) % 20 / 10, (place * 3 + number) % 10 / 1000
            points = round(50 + 10 * (rating - 1) + 10 * (1 - 100 * returns))
            lines += [f"{day},商品体验,{points},", f"{day},商品综合评分,,{rating}", f"{day},商品品质退货率,,{returns}"]
        write(settings, f"douyin/{shop}/score_pages/{first}.csv", lines)


def learn(settings: Settings, manifest: Manifest) -> tuple[str, list[LearnedDimension]]:
    """Land what there is and learn; return what was said and what is in use."""
    said = StringIO()
    run = Run(settings, False, Progress(said))
    land(settings, EXPORTS, run.run_id)
    learn_from_pages(run, manifest)
    with open_warehouse(settings) as connection:
        return said.getvalue(), [one for one in list_learned(connection) if one.is_in_use]


def test_it_learns_from_enough_days_and_again_after_a_week_of_them(settings: Settings, manifest: Manifest) -> None:
    # no page at all: nothing is said
    assert learn(settings, manifest) == ("", [])

    write_pages(settings, 0, 28)
    said, in_use = learn(settings, manifest)
    assert "not learned: douyin_merchant_experience, 2026-09-08, 女装, product: 29 days with a page" in said
    assert in_use == []

    write_pages(settings, 29, 29)
    said, [first] = learn(settings, manifest)
    assert "1 of 1 dimensions learned" in said
    assert (first.days, first.pages, first.from_date, first.to_date) == (30, 60, FIRST_DAY, date(2026, 10, 7))
    # the points are whole, so half a point is what nobody can know
    assert first.mean_absolute_error < 1

    # nothing came: nothing is looked at
    assert learn(settings, manifest) == ("", [first])
    # six days more than the thirty are no week, the seventh makes one
    write_pages(settings, 30, 35)
    assert learn(settings, manifest)[1] == [first]
    write_pages(settings, 36, 36)
    [second] = learn(settings, manifest)[1]
    assert (second.days, second.to_date) == (37, date(2026, 10, 14))
    with open_warehouse(settings) as connection:
        assert {one.learned_id for one in list_learned(connection)} == {first.learned_id, second.learned_id}


def test_a_fit_that_fails_ends_nothing_and_what_pages_no_longer_teach_is_not_in_use(
    settings: Settings, manifest: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_still(*_: object) -> None:
        raise RuntimeError("Maximum number of iterations reached.")

    write_pages(settings, 0, 29)
    with monkeypatch.context() as failing:
        failing.setattr(additive, "nnls", never_still)
        said, in_use = learn(settings, manifest)
    assert "nothing was learned from score pages" in said
    assert "Maximum number of iterations reached" in said
    assert in_use == []
    # the next refresh tries again
    assert len(learn(settings, manifest)[1]) == 1
    # and when the pages are gone, so is what they taught
    with open_warehouse(settings) as connection:
        connection.execute("delete from raw.douyin_score_pages")
    assert learn(settings, manifest)[1] == []
