"""Days computed one after the other say what one computation of everything says, whatever came late or broke between.

A small history here; `make proof-incremental` plays longer ones.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from shopscore.contracts import load_exports
from shopscore.landing.forgetting import find_file, forget, open_for_forgetting
from shopscore.settings import PROJECT_DIR, Settings, now
from tests.end_to_end.histories import HISTORY_DAYS, build, differences, make_history, restated

# On the third day another rule version begins, and limits, weights, services, deductions and bonus count all the while.
FIRST, UNTIL = date(2026, 9, 6), date(2026, 9, 17)
# Of the long ones: the rules of 2021; that change of version; dimensions learned from the pages that came until then.
HISTORIES = (
    (date(2021, 11, 4), date(2021, 11, 15)),
    (FIRST, UNTIL),
    (date(2026, 10, 20), date(2026, 10, 31)),
)
FORECAST_DAYS = 30
# of `make proof-incremental`: seeds, and days of each
SEEDS = range(7, 7 + int(os.environ.get("PROOF_SEEDS", "1")))
DAYS = int(os.environ.get("PROOF_DAYS", "11"))
TAKEN_BACK, KILLED, RENAMED = 0.01, 0.4, 0.2


@pytest.fixture(scope="module", autouse=True)
def one_key() -> Iterator[None]:
    """Give all homes the same key: the hashes of two keys differ."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPSCORE_HASH_KEY", "one for all homes")
        yield


def rebuilt(home: Path, day: date, folder: Path) -> Path:
    """Copy a home and compute everything of it anew."""
    other = folder / f"{home.name}_{day}"
    other.mkdir(parents=True)
    shutil.copy2(home / "warehouse.duckdb", other / "warehouse.duckdb")
    build(other, day, rebuild=True)
    return other


def die(home: Path, day: date, models: int) -> None:
    """Build in a process that kills itself after so many models."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.end_to_end.histories", str(home), day.isoformat(), str(models)],
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -9, done.stderr


def take_back(home: Path, day: date, file: Path) -> None:
    exports = load_exports(PROJECT_DIR / "models")
    settings = Settings(home=home, as_of=day)
    with open_for_forgetting(settings, exports) as connection:
        forget(connection, find_file(connection, settings, exports, str(file)), now())


def rename_shop(home: Path) -> None:
    """Write the list of shops anew, one shop under another name."""
    (path,) = (home / "landing" / "reference" / "shops").glob("*.csv")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("店,", "铺,", 1), encoding="utf-8")


def test_a_small_history(tmp_path: Path) -> None:
    history = make_history(FIRST, seed=7, shops=5, orders_per_day=3, until=UNTIL)
    home = tmp_path / "home"
    history.deliver(home, None, FIRST)
    build(home, FIRST)

    # the next day: what comes late restates some days before it, and not all of them
    second = FIRST + timedelta(days=1)
    history.deliver(home, FIRST, second)
    assert "anew" not in build(home, second)
    ahead = {second + timedelta(days=days) for days in range(FORECAST_DAYS + 1)}
    assert ahead < restated(home) < ahead | {second - timedelta(days=days) for days in range(HISTORY_DAYS + 30)}

    # a day is skipped, a file is taken back; the build breaks off between the scores and what is made of them
    fourth = FIRST + timedelta(days=3)
    history.deliver(home, second, fourth)
    take_back(home, second, next(file for file in (home / "landing" / "douyin").rglob("reviews_*.csv")))
    die(home, fourth, 150)
    build(home, fourth)
    assert differences(home, rebuilt(home, fourth, tmp_path)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", SEEDS)
def test_a_long_history(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    first, until = HISTORIES[seed % len(HISTORIES)]
    history = make_history(first, seed=seed, shops=6, orders_per_day=5, until=until)
    home = tmp_path / "home"
    before, day = None, first
    while day <= min(until, first + timedelta(days=DAYS)):
        files = history.deliver(home, before, day)
        taken_back = [
            file for file in files if before and chance.random() < TAKEN_BACK and "reference" not in file.parts
        ]
        if chance.random() < KILLED:
            die(home, day, chance.randrange(1, 200))
        build(home, day)
        for file in taken_back:
            take_back(home, day, file)
        if taken_back or chance.random() < RENAMED:
            rename_shop(home)
            build(home, day)
            # nothing came meanwhile: of the past nothing is computed anew
            build(home, day)
            assert restated(home) == {day + timedelta(days=days) for days in range(FORECAST_DAYS + 1)}
        other = rebuilt(home, day, tmp_path)
        assert differences(home, other) == []
        shutil.rmtree(other)
        before, day = day, day + timedelta(days=chance.choice((1, 1, 1, 2, 3)))
