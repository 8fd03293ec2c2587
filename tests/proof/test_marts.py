"""Every published table of two refreshes, the second with late and corrected files, row by row as it was before.

`README.md` says what this is for, and when its fixtures may be written anew.
"""

from collections.abc import Mapping

import pytest

from .home import FROM_NOTHING, ProofHome
from .marts import MARTS, WITHOUT_ROWS, Table, differences, read_fixtures, read_marts


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Table]]:
    home = ProofHome(tmp_path_factory.mktemp("proof"))
    found = {}
    for step in FROM_NOTHING:
        home.take(step)
        found[step] = dict(read_marts(home.published))
    return found


@pytest.mark.parametrize("step", FROM_NOTHING)
def test_every_published_table_is_as_it_was(published: Mapping[str, Mapping[str, Table]], step: str) -> None:
    kept, found = read_fixtures(MARTS / step), published[step]
    lines = [
        line for name in sorted(kept.keys() | found) for line in differences(name, kept.get(name), found.get(name))
    ]
    assert not lines, "\n".join(["", *lines])


def test_the_proof_has_rows_of_every_table() -> None:
    # a table that is empty at every step would prove nothing of its rows
    filled = {name for step in MARTS.iterdir() for name, table in read_fixtures(step).items() if len(table) > 2}
    named = {name for step in MARTS.iterdir() for name in read_fixtures(step)}
    assert named - filled == WITHOUT_ROWS


def test_a_difference_is_named_with_the_columns_that_moved() -> None:
    kept = (
        ("shop", "day", "score"),
        ("VARCHAR", "DATE", "DOUBLE"),
        ("S1", "2022-03-01", "4.5"),
        ("S2", "2022-03-01", "4"),
    )
    moved = (*kept[:2], ("S1", "2022-03-01", "4.25"), kept[3], ("S3", "2022-03-01", "\\N"))
    assert differences("marts.scores", kept, kept) == []
    assert differences("marts.scores", kept, moved) == [
        "marts.scores: 2 rows in the fixture, 3 published; 1 of the fixture are not there, 2 are new",
        "  ~ score: 4.5 -> 4.25   of shop=S1, day=2022-03-01",
    ]
    assert differences("marts.scores", kept, (*kept, moved[4])) == [
        "marts.scores: 2 rows in the fixture, 3 published; 0 of the fixture are not there, 1 are new",
        "  + shop=S3, day=2022-03-01",
    ]
    other = (kept[0], ("VARCHAR", "DATE", "FLOAT"), *kept[2:])
    assert differences("marts.scores", kept, other) == [
        "marts.scores: other columns or types", "  - score DOUBLE", "  + score FLOAT",
    ]  # fmt: skip
    assert differences("marts.new", None, kept) == ["marts.new: has no fixture"]
    assert differences("marts.gone", kept, None) == ["marts.gone: is a fixture and no published table"]
