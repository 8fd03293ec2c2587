"""The scores of a refresh are those that plain SQL makes of the same rows, whatever memory the refresh may take.

The SQL by hand is the one that `make bench` measures against (`benchmarks/sql/by_hand`); the exports are its own too.
"""

import io
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.by_hand import UnequalError, compare, score_by_hand
from benchmarks.exports import Size, write_exports
from shopscore.limits import Limits
from shopscore.progress import Progress
from shopscore.refresh import refresh
from shopscore.settings import Settings
from tests.end_to_end.conftest import Home

UNTIL, NEXT_DAY = date(2021, 11, 15), date(2021, 11, 16)
HISTORY_DAYS = 6
# Too little for what a refresh takes by itself, so that it has to spill.
FEW = Limits(memory=200_000_000, threads=2)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Home:
    """Return a home refreshed within little memory, as of a day and then of the next one."""
    home = Home(tmp_path_factory.mktemp("by_hand"))
    made = tmp_path_factory.mktemp("made")
    # six Pinduoduo shops and 24 of Douyin: peers enough for ranks
    write_exports(made, Size(orders=2500, shops=30, days=130, until=UNTIL))
    for folder, day in ((made / "landing", UNTIL), (made / "further" / NEXT_DAY.isoformat(), NEXT_DAY)):
        shutil.copytree(folder, home.path / "landing", dirs_exist_ok=True)
        settings = Settings(home.path, day, history_days=HISTORY_DAYS, limits=FEW)
        outcome = refresh(settings, Progress(io.StringIO()))
        assert outcome.exit_code == 0, outcome.lines
    return home


def test_every_published_score_of_every_day_is_the_one_made_by_hand(home: Home) -> None:
    settings = Settings(home.path, NEXT_DAY)
    with duckdb.connect() as connection:
        score_by_hand(connection, settings.warehouse, NEXT_DAY, HISTORY_DAYS)
        compared = compare(connection, settings.published)
    # 24 Douyin shops of two systems, 7 creators of one and 6 Pinduoduo shops of two
    assert compared["scores"] == HISTORY_DAYS * (24 * 2 + 7 + 6 * 2)
    assert (
        home.published("select count(*) from marts.scores where status = 'scored' and peer_rank is not null")[0][0] != 0
    )


def test_a_figure_that_is_another_is_found(home: Home, tmp_path: Path) -> None:
    published = tmp_path / "published.duckdb"
    shutil.copy(home.path / "published" / "shopscore.duckdb", published)
    published.chmod(0o600)
    with duckdb.connect(str(published)) as connection:
        connection.execute(
            "update marts.scores set score = score + 0.001 where rowid = "
            "(select min(rowid) from marts.scores where score is not null)"
        )
    with duckdb.connect() as connection:
        score_by_hand(connection, home.path / "warehouse.duckdb", NEXT_DAY, HISTORY_DAYS)
        with pytest.raises(UnequalError, match=r"1 of \d+ rows of scores are not equal"):
            compare(connection, published)
