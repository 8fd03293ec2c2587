import json
import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from .conftest import run


def test_rows_are_shown_with_their_number(published: Path) -> None:
    result = run("sql", "select subject_name, score from marts.scores where subject_id = 'S2'")

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["subject_name", "score"]
    assert lines[2].split() == ["山野茶铺", "4.5"]
    assert lines[3].strip() == "1 row"


def test_what_is_not_shown_is_counted(published: Path) -> None:
    result = run("sql", "select i from range(1234) t(i)")

    assert "showing 50 of 1,234 rows, use --format csv" in result.stdout
    assert [line.strip() for line in result.stdout.splitlines()[2:52]] == [str(number) for number in range(50)]


def test_rows_too_wide_for_the_terminal_are_shown_one_below_the_other(published: Path) -> None:
    result = run("sql", "select * from marts.scores where subject_id = 'C1'")

    records = dict(line.split(maxsplit=1) for line in result.stdout.splitlines())
    assert records["subject_name"].strip() == "小鹿带你逛遍全世界好物严选"
    assert records["score"].strip() == "null"
    assert records["valid_orders"].strip() == "99"
    assert records["1"].strip() == "row"


@pytest.mark.parametrize(
    "query",
    [
        "with one as (select 1 as a) select * from one",
        "describe marts.scores",
        "show all tables",
        "explain select 1",
        "summarize marts.scores",
        "from marts.scores;",
        "select 1 -- remark",
    ],
)
def test_reading_statements_are_answered(published: Path, query: str) -> None:
    assert run("sql", query).exit_code == 0


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("copy marts.scores to 'stolen.csv'", "COPY is refused"),
        ("attach 'other.duckdb'", "ATTACH is refused"),
        ("install httpfs", "LOAD is refused"),
        ("set threads = 1", "SET is refused"),
        ("pragma version", "PRAGMA is refused"),
        ("delete from marts.scores", "DELETE is refused"),
        ("create table marts.mine as select 1", "CREATE is refused"),
        ("explain analyze delete from marts.scores", "read-only mode"),
        ("select 1; drop table marts.scores", "one statement at a time; these are 2"),
        ("", "the query is empty"),
        ("/* nothing */", "the query is empty"),
        ("select * from read_csv('/etc/hostname')", "file system operations are disabled"),
        ("from '/etc/hostname'", "/etc/hostname"),
        ("selec 1", "syntax error"),
        ("select no_such_column from marts.scores", "no_such_column"),
        ("select error('at run time')", "at run time"),
    ],
)
@pytest.mark.parametrize("form", ["table", "csv", "parquet"])
def test_whatever_does_more_than_read_is_refused_in_words(published: Path, query: str, reason: str, form: str) -> None:
    result = run("sql", query, "--format", form)

    assert result.exit_code == 2
    assert reason in result.stderr
    assert "Traceback" not in result.output
    assert not Path("stolen.csv").exists()
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("select count(*) from marts.scores").fetchall() == [(7,)]


def test_csv_is_whole_and_quoted(published: Path) -> None:
    result = run("sql", "select 'a,\"b' as text, null as none, true as yes, [1, 2] as many", "--format", "csv")

    assert result.stdout == 'text,none,yes,many\n"a,""b",,true,"[1, 2]"\n'
    assert run("sql", "from range(3000)", "--format", "csv").stdout.count("\n") == 3001


def test_json_keeps_kinds_and_both_columns_of_one_name(published: Path) -> None:
    query = """
        select 1 as a, 2 as a, 0.25::decimal(4, 2) as price, date '2026-11-22' as day, null as none, '云' as name,
        'nan'::double as nan, {'k': 1.5::decimal(4, 1)} as deep
    """
    result = run("sql", query, "--format", "json")

    assert json.loads(result.stdout) == [
        {
            "a": 1,
            "a_2": 2,
            "price": 0.25,
            "day": "2026-11-22",
            "none": None,
            "name": "云",
            "nan": None,
            "deep": {"k": 1.5},
        }
    ]
    assert "云" in result.stdout
    assert json.loads(run("sql", "select 1 as a where false", "--format", "json").stdout) == []


@pytest.mark.parametrize("to_file", [True, False])
def test_parquet_holds_the_same_rows_with_their_types(published: Path, home: Path, to_file: bool) -> None:
    file = home / "scores.parquet"
    query = ["sql", "select subject_id, score, assessment_date from marts.scores order by all", "--format", "parquet"]

    result = run(*query, "--output", str(file)) if to_file else run(*query)
    if not to_file:
        file.write_bytes(result.stdout_bytes)

    assert result.exit_code == 0
    with duckdb.connect() as connection:
        rows = connection.execute(f"select count(*), max(score), max(assessment_date)::varchar from '{file}'")
        assert rows.fetchall() == [(7, 4.5, "2026-11-22")]


def test_parquet_is_not_poured_onto_a_terminal(published: Path, home: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "shopscore.cli", "sql", "select 1 as a", "--format", "parquet"]
    result = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)

    assert result.returncode == 2
    assert b"give --output FILE" in result.stderr


def test_output_goes_to_the_file_and_an_unusable_place_is_named(published: Path, home: Path) -> None:
    assert run("sql", "select 1 as a", "--format", "csv", "--output", str(home / "a.csv")).stdout == ""
    assert (home / "a.csv").read_text() == "a\n1\n"

    nowhere = run("sql", "select 1", "--output", str(home / "no" / "a.csv"))
    folder = run("sql", "select 1 as a", "--format", "csv", "--output", str(home))
    assert (nowhere.exit_code, folder.exit_code) == (2, 2)
    assert "there is no folder" in nowhere.stderr
    assert "Is a directory" in folder.stderr


def test_a_decimal_zero_is_written_with_its_places(published: Path) -> None:
    result = run("sql", "select 0::decimal(38, 9) as numerator", "--format", "csv")
    assert result.stdout == "numerator\n0.000000000\n"


def test_a_decimal_keeps_its_places_and_a_nought_is_no_power_of_ten(published: Path) -> None:
    shown = run("sql", "select cast(0 as decimal(28, 9)) as nought, cast(2.5 as decimal(28, 9)) as some").stdout

    assert "0.000000000" in shown
    assert "2.500000000" in shown
    assert "E" not in shown


@pytest.mark.parametrize("form", ["table", "csv", "json", "parquet"])
def test_a_query_that_takes_too_long_is_stopped_and_told_how_to_get_more(
    published: Path, home: Path, form: str
) -> None:
    endless = "select count(*) from range(100000) a, range(100000) b, range(100000) c where a.range + b.range = c.range"
    started = time.monotonic()
    result = run("sql", endless, "--timeout", "0.5", "--format", form, "--output", str(home / "out"))
    assert time.monotonic() - started < 20
    assert result.exit_code == 2
    assert "longer than 0.5 s" in result.stderr
    assert "--timeout" in result.stderr


@pytest.mark.parametrize("form", ["table", "csv", "parquet"])
def test_a_query_that_takes_too_much_memory_is_stopped_and_told_how_to_get_more(
    published: Path, home: Path, form: str
) -> None:
    large = "select md5(i::varchar) as text from range(3000000) t(i) order by text"
    out = ["--format", form, "--output", str(home / "out")]
    result = run("sql", large, "--memory", "50MB", *out)
    assert result.exit_code == 2
    assert "more memory than 50MB" in result.stderr
    assert "--memory" in result.stderr
    assert list(published.parent.iterdir()) == [published]

    assert run("sql", large.replace("3000000", "1000"), "--memory", "50MB", *out).exit_code == 0


@pytest.mark.parametrize("amount", ["none", "-1", "lots", "0GB", "80%"])
def test_a_memory_that_is_no_bound_is_refused(published: Path, amount: str) -> None:
    result = run("sql", "select 1", "--memory", amount)
    assert result.exit_code == 2
    assert "like 500MB or 8GB" in result.stderr
