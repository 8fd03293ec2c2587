"""Reads published tables as text, keeps them as fixtures, and says in words where two of them differ.

A fixture is a CSV packed by gzip: a person reads it with `zcat`, git keeps it small, and rows that differ can be named,
which a hash or a database file cannot do. A first line names the columns, a second one their types; rows are sorted.
"""

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import duckdb

MARTS = Path(__file__).parent / "fixtures" / "marts"
SHOWN = 5
Table = tuple[tuple[str, ...], ...]

# Of the clock, of a random number, or of this machine: never the same twice. In any table:
OF_A_RUN = {"generation_id", "run_id", "published_at", "learned_at"}
# In one table:
OF_A_TABLE = {
    # when and by which run a file landed, was taken back, was tidied away
    "ops.landed_files": {"landed_at", "forgotten_at", "deleted_at"},
    # when it ran, by which commit, and all rows it published, those of its checks among them
    "ops.runs": {"started_at", "finished_at", "source_commit", "published_generation_id", "rows_published"},
    # a check may be called otherwise
    "ops.withheld_indicators": {"check_name"},
}
# A model may be held by one wide check where it had three: of these only the columns are compared.
ONLY_COLUMNS = {"ops.quality_results"}
# Of rules whose days no step reaches: that there is no row is what is compared.
WITHOUT_ROWS = ONLY_COLUMNS | {"dims.learned_curves", "marts.score_adjustments", "marts.score_grades"}


def read_marts(published: Path) -> Iterator[tuple[str, Table]]:
    """Yield every published table and view as text: its columns, their types, its sorted rows."""
    with duckdb.connect(str(published), read_only=True) as connection:
        names = connection.execute(
            "select table_schema, table_name from information_schema.tables order by all"
        ).fetchall()
        for schema, table in names:
            yield f"{schema}.{table}", _read(connection, schema, table)


def _read(connection: duckdb.DuckDBPyConnection, schema: str, table: str) -> Table:
    name = f"{schema}.{table}"
    left_out = OF_A_RUN | OF_A_TABLE.get(name, set())
    columns = [
        (column, kind)
        for column, kind in connection.execute(
            "select column_name, data_type from information_schema.columns "
            "where table_schema = ? and table_name = ? order by ordinal_position",
            [schema, table],
        ).fetchall()
        if column not in left_out
    ]
    said = ", ".join(f'"{column}"::varchar' for column, _ in columns)
    condition = "where false" if name in ONLY_COLUMNS else ""
    rows = connection.execute(f'select {said or 1} from "{schema}"."{table}" {condition}').fetchall()
    # a null is no empty text
    cells = sorted(tuple("\\N" if cell is None else _unsigned(cell) for cell in row[: len(columns)]) for row in rows)
    return (tuple(column for column, _ in columns), tuple(kind for _, kind in columns), *cells)


def write_fixture(path: Path, table: Table) -> None:
    """Write a table as a packed CSV; the same table makes the same bytes."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def read_fixtures(folder: Path) -> Mapping[str, Table]:
    """Return the fixtures of a folder by the name of their table."""
    return {path.name.removesuffix(".csv.gz"): _unpacked(path) for path in sorted(folder.glob("*.csv.gz"))}


def _unpacked(path: Path) -> Table:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        columns, kinds, *rows = (tuple(map(_unsigned, row)) for row in csv.reader(file))
    return (columns, kinds, *sorted(rows))


def _unsigned(cell: str) -> str:
    # what cancels out is zero or minus zero by the order in which it was added up, and both are equal
    return "0.0" if cell == "-0.0" else cell


def differences(name: str, kept: Table | None, found: Table | None) -> list[str]:
    """Say where a table differs from its fixture; no lines: it does not."""
    if kept is None or found is None:
        return [f"{name}: " + ("has no fixture" if kept is None else "is a fixture and no published table")]
    if kept == found:
        return []
    if kept[:2] != found[:2]:
        return [f"{name}: other columns or types", *_columns_that_differ(kept, found)]
    missing, new = Counter(kept[2:]) - Counter(found[2:]), Counter(found[2:]) - Counter(kept[2:])
    lines = [
        f"{name}: {len(kept) - 2} rows in the fixture, {len(found) - 2} published; "
        f"{missing.total()} of the fixture are not there, {new.total()} are new"
    ]
    nearest = sorted(new.elements())
    for row in islice(sorted(missing.elements()), SHOWN):
        other = max(nearest, key=lambda one: sum(a == b for a, b in zip(row, one, strict=True)), default=None)
        if other is None:
            lines.append(f"  - {_said(kept[0], row)}")
            continue
        nearest.remove(other)
        moved = [
            f"{column}: {was} -> {now}" for column, was, now in zip(kept[0], row, other, strict=True) if was != now
        ]
        same = [(column, was) for column, was, now in zip(kept[0], row, other, strict=True) if was == now]
        lines.append(f"  ~ {'; '.join(moved)}   of {_said(*zip(*same, strict=True)) if same else 'nothing alike'}")
    if not missing:
        lines += [f"  + {_said(kept[0], row)}" for row in islice(nearest, SHOWN)]
    return lines


def _columns_that_differ(kept: Table, found: Table) -> list[str]:
    before, now = (dict(zip(*table[:2], strict=True)) for table in (kept, found))
    lines = [f"  - {column} {kind}" for column, kind in before.items() if now.get(column) != kind]
    lines += [f"  + {column} {kind}" for column, kind in now.items() if before.get(column) != kind]
    return lines or ["  the same columns in another order"]


def _said(columns: Sequence[str], cells: Sequence[str]) -> str:
    return ", ".join(f"{column}={cell}" for column, cell in zip(columns, cells, strict=True) if cell != "\\N")[:600]
