"""Publication among other processes: killed at each of its steps, and read while it happens."""

import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from shopscore.publishing import publish
from shopscore.settings import PROJECT_DIR, Settings

from .conftest import DESCRIPTIONS, fill_warehouse, rows

FIRST = "20261121T120000-aaaaaaaa"
SECOND = "20261122T120000-bbbbbbbb"
THIRD = "20261123T120000-cccccccc"
NOON = datetime(2026, 11, 22, 12, 0)

# Python announces each of these calls before it is made; the process kills itself at the announcement.
DIES = f"""
import os, signal, sys
from datetime import date, datetime
from pathlib import Path
from shopscore.publishing import publish
from shopscore.settings import Settings
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from publishing.conftest import DESCRIPTIONS

event, where, home = sys.argv[1:]

def die(announced, details):
    if announced == event and where in str(details):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(die)
settings = Settings(home=Path(home), as_of=date(2026, 11, 22))
publish(settings, DESCRIPTIONS, "{SECOND}", datetime(2026, 11, 22, 12, 0))
"""

READS = """
import sys
import duckdb

with duckdb.connect(sys.argv[1], read_only=True) as connection:
    for _ in range(3):
        print(connection.execute("select count(*) from marts.scores").fetchone()[0], flush=True)
        sys.stdin.readline()
"""


@pytest.mark.parametrize(
    ("event", "where", "survivor"),
    [
        pytest.param("open", f".building-{SECOND}", FIRST, id="written but not yet synced"),
        pytest.param("os.link", FIRST, FIRST, id="audited but the last one not yet archived"),
        pytest.param("os.rename", ".building", FIRST, id="the last one archived but not yet replaced"),
        pytest.param("open", "/published'", SECOND, id="replaced but the folder not yet synced"),
    ],
)
def test_a_death_leaves_a_whole_publication_and_the_next_one_tidies_up(
    settings: Settings, event: str, where: str, survivor: str
) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    fill_warehouse(settings, "S1", "S2")

    command = [sys.executable, "-c", DIES, event, where, str(settings.home)]
    died = subprocess.run(command, cwd=PROJECT_DIR, capture_output=True, check=False)

    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    expected = {FIRST: [("S1",)], SECOND: [("S1",), ("S2",)]}[survivor]
    assert rows(settings.published, "select generation_id from ops.publication") == [(survivor,)]
    assert rows(settings.published, "select subject_id from marts.scores") == expected

    publish(settings, DESCRIPTIONS, THIRD, NOON)
    assert [file.name for file in settings.published.parent.iterdir()] == ["shopscore.duckdb"]
    assert rows(settings.published, "select generation_id from ops.publication") == [(THIRD,)]
    assert rows(settings.archive / f"shopscore-{survivor}.duckdb", "select subject_id from marts.scores") == expected


def test_a_death_in_the_middle_of_writing_leaves_the_last_publication(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    fill_warehouse(settings, *(f"S{number}" for number in range(1000)))
    rows_to_write = "insert into marts.scores select i::varchar, 1 from range(4000000) t(i)"
    with_much_to_write = f"import duckdb; duckdb.connect({str(settings.warehouse)!r}).execute({rows_to_write!r})"
    subprocess.run([sys.executable, "-c", with_much_to_write], check=True)

    never = [sys.executable, "-c", DIES, "never", "", str(settings.home)]
    building = settings.published.parent / f".building-{SECOND}.duckdb"
    with subprocess.Popen(never, cwd=PROJECT_DIR) as writer:
        while not building.exists() or building.stat().st_size < 1_000_000:
            assert writer.poll() is None, "the publication was over before it could be killed"
        writer.kill()

    assert building.exists()
    assert rows(settings.published, "select subject_id from marts.scores") == [("S1",)]


def test_readers_keep_what_they_opened_and_new_readers_get_the_new(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    command = [sys.executable, "-c", READS, str(settings.published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "1\n"

        fill_warehouse(settings, "S1", "S2")
        publish(settings, DESCRIPTIONS, SECOND, NOON)

        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "1\n"
        new_reader = subprocess.run(command, input="\n\n\n", capture_output=True, text=True, check=True)
        assert new_reader.stdout == "2\n2\n2\n"

        fill_warehouse(settings, "S1", "S2", "S3")
        publish(settings, DESCRIPTIONS, THIRD, NOON)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "1\n"
        reader.stdin.write("\n")
