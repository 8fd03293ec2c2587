"""How a mart looks to its readers: names beside ids, numbers that print well, hashes of what is private.

The rows stay the ones of the mart. Where they go belongs in `generation.py`, what a name is in the model that
its yml marks with `names`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shopscore.landing.privacy import PSEUDONYM_DIGITS
from shopscore.sql_files import identifier

# Wider ones are text or nothing at all to many BI drivers, and print their zeros: 3.000000000.
LONGEST_DECIMAL = 18
DECIMAL = re.compile(r"DECIMAL\((?P<width>\d+),(?P<scale>\d+)\)")
# No count of ours is beyond 64 bits.
SHOWN_AS = {"HUGEINT": "BIGINT", "UHUGEINT": "BIGINT"}
# Arithmetic leaves dust in the last digit: 0.1 + 0.2 is 0.30000000000000004. A number that misses one of nine digits by
# no more than that is meant to be it; thirds stay as they are.
DIGITS = 9
DUST = 1e-15


@dataclass(frozen=True)
class Naming:
    """A relation of the warehouse that says what an id is called.

    Attributes:
        relation: `schema.table`; of a key that stands in it twice the last name in order is taken.
        key: columns by which a published table finds its name; the last of them is the id that the name stands beside.
        names: column of the published table → column of the relation.
        texts: description of each column of the published table.
    """

    relation: str
    key: tuple[str, ...]
    names: Mapping[str, str]
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Relation:
    """A table or view of the warehouse that is published.

    Attributes:
        schema: its schema.
        name: its name.
        types: DuckDB's type of each column, in the order of the columns.
    """

    schema: str
    name: str
    types: Mapping[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in order."""
        return tuple(self.types)

    @property
    def full_name(self) -> str:
        """Name as written in descriptions and messages: `schema.table`."""
        return f"{self.schema}.{self.name}"

    @property
    def quoted(self) -> str:
        """Name as written in SQL, without a catalog."""
        return f"{identifier(self.schema)}.{identifier(self.name)}"


def names_of(relation_name: str, columns: Sequence[str], namings: Sequence[Naming]) -> Sequence[Naming]:
    """Return the namings that a table gets: those whose key it has and whose names it has not.

    Of two that give the same name the one with the longer key comes first: it knows more.

    Args:
        relation_name: `schema.table`; no table names itself.
        columns: its columns.
        namings: all there are.
    """
    taken, chosen = set(columns), []
    for naming in sorted(namings, key=lambda naming: len(naming.key), reverse=True):
        if naming.relation != relation_name and taken.issuperset(naming.key) and taken.isdisjoint(naming.names):
            chosen.append(naming)
            taken |= set(naming.names)
    return chosen


def presented_sql(
    relation: Relation, namings: Sequence[Naming], hashed: frozenset[str], last: Sequence[str] = ()
) -> str:
    """Return the query whose rows are published: each name right after its id, in the order of the mart's own columns.

    Args:
        relation: the mart.
        namings: the namings that it gets, see `names_of`.
        hashed: columns that leave as the keyed hash of landing; the query then takes the parameters $inner_block and
            $outer_block.
        last: what every row ends with, as SQL.
    """
    selected = []
    for column, data_type in relation.types.items():
        own = f"mart.{identifier(column)}"
        selected.append(f"{_shown(own, data_type, hashed=column in hashed)} as {identifier(column)}")
        selected += [
            f"names_{at}.{identifier(name)}"
            for at, naming in enumerate(namings)
            if naming.key[-1] == column
            for name in naming.names
        ]
    selected += last
    joins = [
        f"left join ({_naming_sql(naming)}) as names_{at} on "
        + " and ".join(f"mart.{identifier(column)} = names_{at}.{identifier(column)}" for column in naming.key)
        for at, naming in enumerate(namings)
    ]
    order = ", ".join(f"mart.{identifier(column)}" for column in relation.columns)
    return f"select {', '.join(selected)} from {relation.quoted} as mart {' '.join(joins)} order by {order}"


def _naming_sql(naming: Naming) -> str:
    schema, _, table = naming.relation.partition(".")
    key = ", ".join(identifier(column) for column in naming.key)
    names = ", ".join(f"max({identifier(source)}) as {identifier(name)}" for name, source in naming.names.items())
    return f"select {key}, {names} from {identifier(schema)}.{identifier(table)} group by {key}"


def _shown(column: str, data_type: str, *, hashed: bool) -> str:
    if hashed:
        message = f"encode(cast({column} as varchar))"
        digest = f"sha256(cast($outer_block as blob) || unhex(sha256(cast($inner_block as blob) || {message})))"
        return f"left({digest}, {PSEUDONYM_DIGITS})"
    decimal = DECIMAL.fullmatch(data_type)
    if decimal and int(decimal["width"]) > LONGEST_DECIMAL:
        return f"round(cast({column} as double), {decimal['scale']})"
    if data_type == "DOUBLE":
        clean = f"round({column}, {DIGITS})"
        is_dust = f"abs({column} - {clean}) <= {DUST} * greatest(abs({column}), 1)"
        return f"case when {is_dust} then {clean} else {column} end"
    return f"cast({column} as {SHOWN_AS[data_type]})" if data_type in SHOWN_AS else column
