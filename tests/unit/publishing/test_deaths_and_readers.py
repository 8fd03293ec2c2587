"""Publication among other processes: killed at each of its steps, and read while it happens."""

import dataclasses
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from shopscore.home import make_home, tighten
from shopscore.publishing import find_reading_fault, publish, read_generation_id
from shopscore.settings import PROJECT_DIR, Settings
from tests.fixtures.disks import as_nobody

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
sys.path.insert(0, {str(PROJECT_DIR)!r})
from tests.unit.publishing.conftest import DESCRIPTIONS

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


WRITES_AND_WAITS = """
import sys
import duckdb

connection = duckdb.connect(sys.argv[1])
connection.execute("create table mine as select * from range(1000)")
print("written", flush=True)
sys.stdin.readline()
"""


def write_and_wait(file: Path) -> subprocess.Popen[str]:
    """Have a client open a file as most drivers do, for writing, and write something."""
    command = [sys.executable, "-c", WRITES_AND_WAITS, str(file)]
    client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert client.stdout is not None
    assert client.stdout.readline() == "written\n"
    return client


def read_elsewhere(file: Path) -> str:
    """Return what a process of its own reads in the published file."""
    command = [sys.executable, "-c", READS, str(file)]
    return subprocess.run(command, input="\n\n\n", capture_output=True, text=True, check=True).stdout


def test_a_client_that_wrote_and_died_does_not_make_the_next_publication_unreadable(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    settings.published.chmod(0o644)  # as an older version left it
    client = write_and_wait(settings.published)
    client.kill()
    client.wait()
    log = settings.published.with_name("shopscore.duckdb.wal")
    assert log.exists()
    fill_warehouse(settings, "S1", "S2")

    publication = publish(settings, DESCRIPTIONS, SECOND, NOON)

    assert publication.unreadable_because is None
    assert not log.exists()
    assert read_elsewhere(settings.published) == "2\n2\n2\n"


def test_a_client_that_has_the_file_open_for_writing_stops_no_publication(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    settings.published.chmod(0o644)
    client = write_and_wait(settings.published)
    fill_warehouse(settings, "S1", "S2")
    try:
        assert read_generation_id(settings.published) == FIRST

        publication = publish(settings, DESCRIPTIONS, SECOND, NOON)

        assert publication.unreadable_because is None
        assert read_elsewhere(settings.published) == "2\n2\n2\n"
        assert (settings.archive / f"shopscore-{FIRST}.duckdb").exists()
    finally:
        client.kill()
        client.wait()
    assert read_elsewhere(settings.published) == "2\n2\n2\n"


def test_a_published_name_that_no_reader_can_open_is_told_with_whom_to_close(settings: Settings) -> None:
    publish(settings, DESCRIPTIONS, FIRST, NOON)
    assert find_reading_fault(settings.published, FIRST) is None
    wrong = find_reading_fault(settings.published, SECOND)
    assert wrong is not None
    assert f"says that it is {FIRST}, not {SECOND}" in wrong

    settings.published.chmod(0o644)
    client = write_and_wait(settings.published)
    locked = find_reading_fault(settings.published, FIRST)
    client.kill()
    client.wait()
    assert locked is not None
    assert f"process {client.pid} (" in locked
    assert "read-only" in locked

    settings.published.with_name("shopscore.duckdb.wal").unlink()
    settings.published.write_bytes(b"no database")
    damaged = find_reading_fault(settings.published, FIRST)
    assert damaged is not None
    assert "`shopscore refresh` writes it again" in damaged


def test_readers_may_read_the_published_file_and_only_its_owner_the_rest(settings: Settings) -> None:
    before = os.umask(0o000)
    try:
        publish(settings, DESCRIPTIONS, FIRST, NOON)
        publish(settings, DESCRIPTIONS, SECOND, NOON)
    finally:
        os.umask(before)

    assert stat.S_IMODE(settings.published.stat().st_mode) == 0o444
    assert stat.S_IMODE(settings.published.parent.stat().st_mode) == 0o755
    assert stat.S_IMODE(settings.archive.stat().st_mode) == 0o700
    (kept,) = settings.archive.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_another_user_reads_the_published_file_and_cannot_open_it_for_writing(settings: Settings) -> None:
    nobody = as_nobody()
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o711)
        home = dataclasses.replace(settings, home=Path(place) / "home")
        make_home(home.home)
        shutil.copyfile(settings.warehouse, home.warehouse)
        publish(home, DESCRIPTIONS, FIRST, NOON)
        tighten(home)
        read = subprocess.run(
            [*nobody, sys.executable, "-c", READS, str(home.published)],
            input="\n\n\n", capture_output=True, text=True, check=False,
        )  # fmt: skip
        if (
            "No module named" in read.stderr
            or "can't open" in read.stderr
            or "Permission" in read.stderr.split("\n")[0]
        ):
            pytest.skip("another user cannot run this Python")
        assert read.stdout == "1\n1\n1\n", read.stderr
        for file in (home.published, home.warehouse):
            write = subprocess.run(
                [*nobody, sys.executable, "-c", WRITES_AND_WAITS, str(file)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert "Permission denied" in write.stderr
        listed = subprocess.run([*nobody, "ls", str(home.home)], capture_output=True, text=True, check=False)
        assert "Permission denied" in listed.stderr
