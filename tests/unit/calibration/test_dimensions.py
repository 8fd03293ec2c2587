"""Dimensions learned from pages: which days teach, what is kept, and what is told of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import hypothesis
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from shopscore.calibration import LearnedDimension, learn_dimensions, list_learned, open_ledger
from shopscore.calibration.additive import Scale, learn_sum
from shopscore.calibration.dimensions import DimensionPages, days_to_learn_from, points_of
from shopscore.cli import app
from shopscore.settings import Settings
from tests.unit.calibration.conftest import Teach

FIRST_DAY = date(2026, 9, 8)
AT = datetime(2026, 11, 1, 13)

# The day, counted from 0, the rating, the returns, the points of the dimension.
Shown = tuple[int, float, float, float]
Show = Callable[..., Settings]


@pytest.fixture
def show(teach: Teach, settings: Settings) -> Show:
    """Make the warehouse hold pages of a dimension of two indicators; learning needs three days, two more a step."""
    teach([])

    def write(pages: list[Shown], industry: str = "女装", shop: str = "S1") -> Settings:
        with open_ledger(settings) as ledger:
            for day, rating, returns, points in pages:
                for indicator, better, value in (("rating", "up", rating), ("returns", "down", returns)):
                    ledger.execute(
                        "insert into insights.int_dimension_training_data values "
                        "('y', 'v', ?, 'product', ?, ?, ?, ?, ?, ?, 50, 100, 3, 2)",
                        [industry, FIRST_DAY + timedelta(days=day), shop, indicator, better, value, points],
                    )
        return settings

    return write


def line(days: int) -> list[Shown]:
    return [(day, 4 + day / 10, 0.05 - day / 100, 60 + 4 * day) for day in range(days)]


def learn(settings: Settings) -> tuple[list[LearnedDimension], list[str | None]]:
    with open_ledger(settings) as ledger:
        outcomes = learn_dimensions(ledger, AT)
        return [one for one in list_learned(ledger) if one.is_in_use], [outcome.reason for outcome in outcomes]


def points(settings: Settings, learned_id: str) -> list[tuple[str | None, float | None, float]]:
    with open_ledger(settings) as ledger:
        return ledger.execute(
            "select indicator_id, value, points from log.learned_points where learned_id = ? order by rowid",
            [learned_id],
        ).fetchall()


@pytest.mark.parametrize(
    ("days", "learned_from"), [(0, 0), (29, 0), (30, 30), (36, 30), (37, 37), (43, 37), (44, 44), (60, 58)]
)
def test_days_that_teach_grow_by_whole_steps(days: int, learned_from: int) -> None:
    assert days_to_learn_from(days, 30, 7) == learned_from


def test_one_day_is_never_enough_however_few_the_rules_ask_for() -> None:
    assert days_to_learn_from(1, 1, 1) == 0
    assert days_to_learn_from(2, 1, 1) == 2


def test_a_day_too_few_teaches_nothing_and_says_so(show: Show) -> None:
    assert learn(show(line(2))) == ([], ["2 days with a page, 3 are needed"])


def test_two_pages_of_a_day_are_one_day(show: Show) -> None:
    show(line(2))
    assert learn(show(line(2), shop="S2")) == ([], ["2 days with a page, 3 are needed"])


def test_what_was_learned_is_a_constant_and_curves_in_the_units_of_the_pages(show: Show) -> None:
    settings = show(line(3))
    [learned], reasons = learn(settings)
    assert reasons == [None]
    assert (learned.days, learned.pages, learned.from_date, learned.to_date) == (3, 3, FIRST_DAY, date(2026, 9, 10))
    rows = points(settings, learned.learned_id)
    assert rows[0][:2] == (None, None)
    # worst first: few stars, many returns
    assert [value for indicator, value, _ in rows if indicator == "rating"] == pytest.approx([4, 4.1, 4.2])
    assert [value for indicator, value, _ in rows if indicator == "returns"] == pytest.approx([0.05, 0.04, 0.03])
    # the best of both and the constant are the best page
    best = rows[0][2] + sum(max(given for name, _, given in rows if name == one) for one in ("rating", "returns"))
    assert best == pytest.approx(68, abs=0.5)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 5), st.integers(50, 100)), min_size=1, max_size=30))
@hypothesis.settings(max_examples=50, deadline=None)
def test_what_is_kept_adds_up_to_no_more_than_the_scale(pages: list[tuple[int, int, int]]) -> None:
    ratings, returns, shown = (np.array(column, dtype=np.float64) for column in zip(*pages, strict=True))
    of = DimensionPages(
        system_id="y",
        rule_version="v",
        industry="女装",
        dimension_id="product",
        indicator_ids=("rating", "returns"),
        signs=(1, -1),
        days=(FIRST_DAY,) * len(pages),
        shops=("S1",) * len(pages),
        values=np.array([ratings, returns]).T,
        points=shown,
        scale=Scale(50, 100),
        min_days=30,
        step_days=7,
    )
    kept = points_of(learn_sum(of.rank_values, of.points, of.scale), of)
    # in decimals, as they are written: no sum of floating-point numbers hides a millionth
    best = {
        indicator: max(Decimal(repr(given)) for name, _, given in kept if name == indicator) for indicator, *_ in kept
    }
    assert Decimal(50) <= best[None]
    assert sum(best.values()) <= Decimal(100)


def test_each_industry_learns_from_its_own_pages(show: Show) -> None:
    show(line(3))
    in_use, reasons = learn(show(line(2), industry="男装", shop="S2"))
    assert [one.industry for one in in_use] == ["女装"]
    assert sorted(reasons, key=str) == ["2 days with a page, 3 are needed", None]


def test_the_same_pages_teach_the_same_and_add_nothing(show: Show) -> None:
    settings = show(line(3))
    [first], _ = learn(settings)
    # a fourth day is no step of two
    [again], _ = learn(show([line(4)[3]]))
    assert again == first
    with open_ledger(settings) as ledger:
        assert len(list_learned(ledger)) == 1


def test_a_step_of_days_or_a_corrected_page_is_learned_anew_and_what_was_before_is_kept(show: Show) -> None:
    settings = show(line(3))
    [first], _ = learn(settings)
    [second], _ = learn(show(line(5)[3:]))
    assert second.days == 5
    with open_ledger(settings) as ledger:
        ledger.execute("update insights.int_dimension_training_data set points = 61 where points = 60")
    [third], _ = learn(settings)
    assert len({first.learned_id, second.learned_id, third.learned_id}) == 3
    with open_ledger(settings) as ledger:
        assert len(list_learned(ledger)) == 3


def test_calibrate_shows_what_is_in_use_with_its_error_and_what_is_not_learned(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(line(3))
    settings = show(line(2), industry="男装", shop="S2")
    monkeypatch.setenv("SHOPSCORE_HOME", str(settings.home))
    monkeypatch.setenv("COLUMNS", "100")
    learned = CliRunner().invoke(app, ["calibrate"])
    assert learned.exit_code == 0, learned.output
    said = " ".join(learned.output.split())
    assert "A score made of them is an estimate" in said
    assert "3 on 3 days" in said
    assert "not learned: y, v, 男装, product: 2 days with a page, 3 are needed" in said
    assert "3 on 3 days" in CliRunner().invoke(app, ["calibrate", "--list"]).output
