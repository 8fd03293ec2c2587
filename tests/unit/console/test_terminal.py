"""Nothing that a merchant typed steers the terminal, and a reader that goes away is not an error."""

import json
import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from rich.table import Table
from rich.text import Text

from shopscore.console.terminal import Terminal, lines_kept, neutral_lines, one_line, printable
from shopscore.progress import Progress
from shopscore.settings import PROJECT_DIR

from .conftest import run, write_ledger

# Colour, title, cursor, answer-back; a C1 escape; override and isolate of direction; bell, backspace, return; a tag.
EVIL = "\x1b[31m红\x1b]0;title\x07\x9b2J\u202egnp.exe\u2066\r\b\x00\u2028[red]x[/red]:smile:\U000e0041"
STEERS = ["\x1b", "\x07", "\x9b", "\u202e", "\u2066", "\r", "\b", "\x00", "\u2028", "\U000e0041"]


def assert_harmless(text: str) -> None:
    assert [repr(one) for one in STEERS if one in text] == []


def test_one_line_shows_that_something_was_there() -> None:
    assert one_line("a\x1b[2Jb\nc") == "a\N{REPLACEMENT CHARACTER}[2Jb\N{REPLACEMENT CHARACTER}c"
    assert lines_kept("a\n\tb\x9b") == "a\n\tb\N{REPLACEMENT CHARACTER}"
    assert one_line("小店 é ✓ 👩‍👩‍👧") == "小店 é ✓ 👩‍👩‍👧"
    assert printable({"a": ["x\x1b", ("y\x07",)]}) == {"a": ["x\ufffd", ("y\ufffd",)]}


def test_whatever_a_view_draws_is_neutral_and_no_markup_is_read() -> None:
    out = StringIO()
    terminal = Terminal(out)
    table = Table(title=EVIL)
    table.add_column(EVIL)
    table.add_row(EVIL)
    for one in (EVIL, Text(EVIL, style="bold"), table):
        terminal.print(one)
    assert_harmless(out.getvalue())
    assert "[red]x[/red]:smile:" in out.getvalue()


@pytest.fixture
def evil(published: Path, home: Path) -> Path:
    """A publication and a ledger in which every text that a person could have typed is hostile."""
    with duckdb.connect(str(published)) as connection:
        texts = connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and "
            "(column_name like '%name%' or column_name in ('industry', 'reason', 'message', 'note', 'case_id', 'item', "
            "'consequence', 'description')) and not internal"
        ).fetchall()
        for schema, table, column in texts:
            connection.execute(f'update "{schema}"."{table}" set "{column}" = ? || coalesce("{column}", \'\')', [EVIL])
    write_ledger(
        home / "warehouse.duckdb",
        f"update log.runs set message = '{EVIL}'",
        f"update log.landed_files set file_name = '{EVIL}.csv', status = 'refused', reason = '{EVIL}'",
        f"insert into log.quality_results (run_id, check_name, checked_table, severity, result, failing_rows, description, message) values ('r1', 'c', 't', 'warn', 'failed', 1, '{EVIL}', '{EVIL}')",
    )
    waiting = home / "landing" / "douyin" / "S1" / "orders"
    waiting.mkdir(parents=True)
    (waiting / f"{EVIL.replace(chr(0), '').replace('/', '')}.csv").write_text("x")
    return published


@pytest.mark.parametrize(
    "command",
    [
        ["scoreboard"],
        ["explain", "S1"],
        ["explain", EVIL],
        ["explain", "S1", "--system", EVIL],
        ["status"],
        ["quality"],
        ["sql", "from marts.scores"],
        ["sql", "select subject_name from marts.scores"],
        ["sql", f"select '{EVIL}' as \"{EVIL}\""],
        ["sql", f"select error('{EVIL}')"],
        ["sql", "select 1", "--memory", EVIL],
    ],
)
def test_no_command_lets_it_through(evil: Path, command: list[str]) -> None:
    command = [part.replace("\x00", "") for part in command]
    result = run(*command)
    assert_harmless(result.stdout + result.stderr)
    assert "Traceback" not in result.output


def test_a_refresh_tells_hostile_names_without_obeying_them() -> None:
    out = StringIO()
    Progress(out).note(f"REFUSED {EVIL}")
    assert_harmless(out.getvalue())


def on_a_terminal(*arguments: str) -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "shopscore.cli", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=PROJECT_DIR) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                block = os.read(ours, 4096)
            except OSError:
                break
            if not block:
                break
            said += block
        process.wait()
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def test_data_is_neutral_on_a_terminal_and_stays_as_it_is_when_redirected(published: Path) -> None:
    query = "select chr(27) || '[2J' || chr(8238) || 'x' as cell"
    assert run("sql", query, "--format", "csv").stdout == "cell\n\x1b[2J\u202ex\n"
    assert "\u202ex" in run("sql", query, "--format", "json").stdout

    assert on_a_terminal("sql", query, "--format", "csv").endswith("cell\n\ufffd[2J\ufffdx\n")
    shown = on_a_terminal("sql", query, "--format", "json")
    assert_harmless(shown)
    assert json.loads(shown[shown.index("[\n") :]) == [{"cell": "\x1b[2J\u202ex"}]
    assert list(neutral_lines(["a\tb\n"], is_json=False)) == ["a\tb\n"]


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
@pytest.mark.parametrize(
    "command",
    [
        ["scoreboard"],
        ["scoreboard", "--json"],
        ["explain", "S1"],
        ["status"],
        ["quality"],
        ["sql", "from range(100000)", "--format", "csv"],
        ["sql", "from range(100000)", "--format", "json"],
        ["sql", "from range(100000)"],
        ["--help"],
    ],
)
def test_a_reader_that_goes_away_is_no_error(published: Path, command: list[str], reader: str) -> None:
    pipe = 'set -o pipefail; "$@" | ' + reader + "; exit ${PIPESTATUS[0]}"
    result = subprocess.run(
        ["bash", "-c", pipe, "-", sys.executable, "-m", "shopscore.cli", *command],  # noqa: S607
        cwd=PROJECT_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Broken" not in result.stderr
    assert "Traceback" not in result.stderr


def test_a_refresh_goes_on_when_its_progress_is_not_read() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stream:
        progress = Progress(stream)
        with progress.step("Landing") as step:
            progress.note("one")
            step.summary = "done all the same"
        # What could not be written is still in the stream and has to go somewhere when it is closed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def test_output_on_a_full_disk_is_said_so(published: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full")
    for form in ("table", "csv", "json", "parquet"):
        with full.open("wb") as out:
            result = subprocess.run(
                [sys.executable, "-m", "shopscore.cli", "sql", "from range(10)", "--format", form],
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
                cwd=PROJECT_DIR,
            )
        assert result.returncode == 1, form
        assert "the disk is full" in result.stderr, form
        assert result.stderr.count("\n") <= 2, result.stderr
