"""Measures what a join costs by the key it is written on, and what it costs to make that key.

Usage: `python benchmarks/keys.py [orders] [subjects] [days]`, a million orders and 2,000 subjects x 700 days by
default. Each figure is CPU seconds, the best of three, as a ratio to the join on the text columns of the same rows.
Nothing is asserted here; what follows from it stands in `docs/decisions/0030-one-key-column.md`.
"""

import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

ORDERS, SUBJECTS, DAYS = 1_000_000, 2_000, 700
ROUNDS = 3
SEPARATOR = "chr(31)"


@dataclass(frozen=True)
class Case:
    """Rows that two tables have in common, and the text columns by which they meet."""

    name: str
    rows: str
    columns: tuple[str, ...]

    @property
    def text(self) -> str:
        """The columns as one text."""
        return f"concat_ws({SEPARATOR}, {', '.join(self.columns)})"


def cases(orders: int, subjects: int, days: int) -> list[Case]:
    """Return the two keys that most joins of the models are written on."""
    return [
        Case(
            f"orders: {orders:,} rows",
            f"""
                select
                    if(i % 3 = 0, 'pinduoduo', 'douyin') as platform,
                    (10000000 + i % 300)::varchar as shop_id,
                    (6910000000000000000 + i)::varchar as order_id,
                    i % 97 as measure
                from range({orders}) as numbers(i)
            """,
            ("platform", "shop_id", "order_id"),
        ),
        Case(
            f"scores: {subjects:,} subjects x {days} days",
            f"""
                select
                    if(i % 3 = 0, 'pinduoduo', 'douyin') as platform,
                    if(i % 5 = 0, 'creator', 'shop') as subject_type,
                    (70010000000000 + i)::varchar as subject_id,
                    if(i % 3 = 0, 'pinduoduo_service_experience', 'douyin_merchant_experience') as system_id,
                    '2021-06-28' as rule_version,
                    date '2020-01-01' + j::integer as assessment_date,
                    (i + j) % 97 as measure
                from range({subjects}) as numbers(i), range({days}) as days(j)
            """,
            ("platform", "subject_type", "subject_id", "system_id", "rule_version", "assessment_date"),
        ),
    ]


def cpu(connection: duckdb.DuckDBPyConnection, *statements: str) -> float:
    """Return the CPU seconds of some statements, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_SELF)
        for statement in statements:
            connection.execute(statement).fetchall()
        after = resource.getrusage(resource.RUSAGE_SELF)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def join(left: str, right: str, columns: tuple[str, ...]) -> str:
    """Return a join that reads a measure of both sides."""
    on = " and ".join(f"l.{column} = r.{column}" for column in columns)
    return f"select sum(l.measure + r.measure), count(*) from {left} as l inner join {right} as r on {on}"


def ways(case: Case) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Return by name how a key is made, as statements that leave the tables a and b, and what the key is called.

    Both sides are made of the rows as they come, with their text columns: those stay in the published tables.
    """

    def both(key: str) -> tuple[str, ...]:
        return tuple(f"create or replace table {name} as select *, {key} as key from source" for name in "ab")

    low = [column for column in case.columns if column not in ("order_id", "subject_id", "shop_id", "assessment_date")]
    as_enums = ", ".join(f"{column}::{column}_enum as {column}" for column in low)
    enums = tuple(
        statement
        for column in low
        for statement in (
            f"drop type if exists {column}_enum",
            f"create type {column}_enum as enum (select distinct {column} from source)",
        )
    )
    sixty_four_bits = f"cast(cast('0x' || substr(md5({case.text}), 1, 16) as ubigint) as hugeint)"
    same = " and ".join(f"d.{column} = s.{column}" for column in case.columns)
    return {
        "md5, 64 bits as an integer": (both(f"md5_number_upper({case.text})"), "key"),
        # as the macro surrogate_key makes it
        "md5, 64 bits by hexadecimal text": (both(f"cast({sixty_four_bits} - 9223372036854775808 as bigint)"), "key"),
        "md5, 32 characters": (both(f"md5({case.text})"), "key"),
        "text, the columns one after the other": (both(case.text), "key"),
        "DuckDB's own hash": (both(f"hash({', '.join(case.columns)})"), "key"),
        "integer of a dictionary": (
            (
                f"create or replace table dictionary as select {', '.join(case.columns)}, row_number() over () as key "
                "from (select distinct * exclude (measure) from source)",
                *(
                    f"create or replace table {name} as select s.*, d.key from source as s "
                    f"inner join dictionary as d on {same}"
                    for name in "ab"
                ),
            ),
            "key",
        ),
        "enums for the columns of few words": (
            (
                "drop table if exists a",
                "drop table if exists b",
                *enums,
                *(f"create table {name} as select * replace ({as_enums}) from source" for name in "ab"),
            ),
            "",
        ),
    }


def measure(case: Case) -> None:
    """Print what each way costs."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute(f"create table source as {case.rows}")
        # b stands in another order than a, as two models do
        plain = tuple(f"create or replace table {name} as select * from source" for name in "ab")
        made = cpu(connection, *plain)
        base = cpu(connection, join("a", "b", case.columns))
        print(f"{case.name}; join on {len(case.columns)} columns {base:.2f} s CPU, copying both sides {made:.2f} s")
        print(f"  {'key':38} {'join':>6} {'making both sides':>18} {'pays after joins':>17}")
        for name, (statements, key) in ways(case).items():
            making = cpu(connection, *statements) - made
            joining = cpu(connection, join("a", "b", (key,) if key else case.columns))
            saved = base - joining
            pays = f"{making / saved:.1f}" if saved > 0 else "never"
            print(f"  {name:38} {joining / base:6.2f} {making / base:18.2f} {pays:>17}")


def main(arguments: list[str]) -> None:
    """Measure both keys."""
    sizes = [int(argument) for argument in arguments] + [ORDERS, SUBJECTS, DAYS][len(arguments) :]
    for case in cases(*sizes):
        measure(case)


if __name__ == "__main__":
    main(sys.argv[1:])
