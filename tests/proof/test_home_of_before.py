"""A home that the code of before wrote and refreshed goes on: nothing lands anew, nothing is lost or told again."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest

from .home import FROM_BEFORE, MESSAGES, ProofHome, hook, unpack_home_of_before
from .marts import MARTS, Table, differences, read_fixtures, read_marts

# a contract that gains a column says at once of each file of before that it has it not
LEDGER = "select * exclude (generation_id, absent_columns) from ops.landed_files"
HISTORY = "select * from marts.score_history"
# a publication is made before its run has finished
RUNS = "select run_id, started_at, as_of, status, published_generation_id from ops.runs"


@dataclass
class State:
    """What a home remembers after a step."""

    rows: dict[str, Counter[tuple[object, ...]]]
    told: dict[str, dict[str, object]]
    marts: Mapping[str, Table]
    posts: list[str] = field(default_factory=list)


def state(home: ProofHome) -> State:
    with duckdb.connect(str(home.published), read_only=True) as connection:
        rows = {
            query: Counter(tuple(map(str, row)) for row in connection.execute(query).fetchall())
            for query in (LEDGER, HISTORY, RUNS)
        }
    told = json.loads((home.path / "alerts_sent.json").read_text(encoding="utf-8"))
    return State(rows, told, dict(read_marts(home.published)))


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, State]]:
    path = tmp_path_factory.mktemp("home_of_before")
    unpack_home_of_before(path)
    with hook() as (variables, posts):
        home = ProofHome(path, environment=variables)
        found = {"before": state(home)}
        for step in FROM_BEFORE:
            home.take(step)
            found[step] = state(home)
            found[step].posts = posts.copy()
            posts.clear()
        yield found


def test_a_home_says_how_it_stands_before_its_first_refresh(tmp_path: Path) -> None:
    unpack_home_of_before(tmp_path)
    with hook() as (variables, _):
        assert ProofHome(tmp_path, environment=variables).command("status").strip()


@pytest.mark.parametrize("command", [("scoreboard",), ("explain", "X1")])
def test_what_lacks_columns_of_today_asks_for_one_refresh(tmp_path: Path, command: tuple[str, ...]) -> None:
    unpack_home_of_before(tmp_path)
    with hook() as (variables, _), pytest.raises(AssertionError, match=r"older version .* run shopscore refresh"):
        ProofHome(tmp_path, environment=variables).command(*command)


@pytest.mark.parametrize("step", FROM_BEFORE)
def test_every_published_table_is_as_if_nothing_had_changed(states: Mapping[str, State], step: str) -> None:
    kept, found = read_fixtures(MARTS / step), states[step].marts
    lines = [
        line for name in sorted(kept.keys() | found) for line in differences(name, kept.get(name), found.get(name))
    ]
    assert not lines, "\n".join(["", *lines])


def test_no_file_lands_anew_and_no_line_of_the_ledger_is_lost(states: Mapping[str, State]) -> None:
    before = states["before"].rows[LEDGER]
    assert len(before) > 200
    assert states["next"].rows[LEDGER] == before
    # what came with the last step, and nothing else
    assert before - states["earlier"].rows[LEDGER] == Counter()
    assert (states["earlier"].rows[LEDGER] - before).total() == 7


@pytest.mark.parametrize("query", [HISTORY, RUNS])
def test_what_was_published_and_run_stays_written_down(states: Mapping[str, State], query: str) -> None:
    before = states["before"].rows[query]
    assert before.total() > 1
    for step in FROM_BEFORE:
        assert before - states[step].rows[query] == Counter()


def test_a_curve_learned_before_is_still_in_use(states: Mapping[str, State]) -> None:
    # learned and put to use after the last publication, so no published table knew of it
    header, _, *rows = states["next"].marts["dims.benchmark_versions"]
    learned = [dict(zip(header, row, strict=True)) for row in rows if row[0] == "learned"]
    assert [(one["calibration_id"], one["is_effective"]) for one in learned] == [
        ("8f64e5d7", "true"),
        ("e2e32bf2", "false"),
    ]


def test_nobody_is_told_the_same_thing_again(states: Mapping[str, State]) -> None:
    before, after = states["before"].told, states["next"].told
    assert len(before) > 10
    assert any(one["told"] for one in before.values())
    same = {key for key, one in after.items() if key in before and one["state"] == before[key]["state"]}
    assert len(same) > 10
    assert {key: after[key] for key in same} == {key: before[key] for key in same}


def test_what_is_new_is_told_in_the_same_words(states: Mapping[str, State]) -> None:
    [kept] = MESSAGES.glob("*.txt")
    assert states[kept.stem].posts == [kept.read_text(encoding="utf-8")]
