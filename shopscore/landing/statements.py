"""Writes the SQL that lands files: one reading of their cells, used to insert, to count, to reject and to copy.

All readers end here. What a type accepts belongs in `cells.py`, where the cells come from in `readers.py`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from shopscore.contracts import LINEAGE_COLUMNS, SHOP_COLUMN, Column, Export
from shopscore.landing.cells import (
    EMPTY_REASON,
    LAYERS,
    bad_cell_reason_sql,
    can_be_bad,
    is_filled_sql,
    layer_sql,
    reason_sql,
    says_sql,
)
from shopscore.landing.headers import header_unit
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.nothing import FEWEST_COLUMNS
from shopscore.landing.tidy import BETWEEN_LANGUAGES
from shopscore.language import LANGUAGES, Language
from shopscore.sql_files import identifier, literal

# More unknown words in one column are not a vocabulary.
WORDS_LOOKED_AT = 1000
# No id of a platform has the sign, by which `int_review_rows` knows an id made here.
MADE_ID = "@"
MADE_ID_DIGITS = 8
# What a row knows of its file, by the place of the file among those that are read.
FILE_ID = "cast($file_ids as varchar[])[file]"
FILE_NAME = "cast($file_names as varchar[])[file]"
SHOP_ID = "cast($shop_ids as varchar[])[file]"
ROWS_BEFORE = "cast($rows_before as bigint[])[file]"


@dataclass(frozen=True)
class Source:
    """Files of text cells that DuckDB reads alike, in their order.

    Attributes:
        options: of DuckDB's reader, as SQL: everything but the files.
        cells: column of the contract → SQL of its raw cell.
        first_cell: SQL of the first physical cell, for total rows.
        line: SQL of the physical line; None when each record is one line, the first one right below the header.
        problem: SQL of a reason that concerns the whole row, empty when there is none; None when rows have none.
        header_end: physical line on which the header ends.
        headers: column of the contract → header as it stands in the file.
        header_words: by which a header that comes again is known, none where such rows are marked as total rows.
        other_cells: column → raw cells of its other headers: the first that is filled counts.
    """

    options: str
    cells: dict[str, str]
    first_cell: str
    line: str | None
    problem: str | None
    header_end: int
    headers: dict[str, str]
    header_words: tuple[str, ...] = ()
    other_cells: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[object, ...]:
        """Everything that tells how cells are read: files of one shape can be read together."""
        return tuple(
            tuple(value.items()) if isinstance(value, dict) else value
            for value in (getattr(self, one.name) for one in fields(self))
        )

    def relation(self, paths: Sequence[Path]) -> str:
        """Return the SQL of the rows of files, in the order of the files and of their rows."""
        return f"read_csv([{', '.join(literal(str(path)) for path in paths)}], {self.options})"


@dataclass(frozen=True)
class Statements:
    """The statements for files that are read together; every one takes the parameters that it names.

    Attributes:
        insert: lands every good row; bad cells that no rule needs become null and are counted in `_cells_dropped`.
        count: a row for each file that has records: its place among the files from 1, records, skipped, rejected, and
            rows that only the tolerant reader understands: headers that came again (among the skipped), and bad rows
            that may be notes; the total below an export, of one number as a rule, is none.
        reject: writes the rejected rows.
        copy: the masked copy of every row, columns under their headers.
    """

    insert: str
    count: str
    reject: str
    copy: str


def statements(export: Export, shop_id: str | None, source: Source, paths: Sequence[Path]) -> Statements:
    """Write the statements that land files of an export.

    Args:
        export: the contract.
        shop_id: a shop's folder, `_all`, or None for reference tables; where it is a shop's, each file has its own.
        source: the files' cells.
        paths: the files.

    The statements use the parameters $file_ids, $file_names, $shop_ids and $rows_before, lists with one entry for each
    file: ids, names, folders of the shop, and records in the files before it; and $inner_block and $outer_block.
    """
    readers = [
        _ColumnReader(export, replace(column, written_in=_unit_of(column, source)), shop_id, source)
        for column in export.columns
    ]
    read = _read(export, readers, source, paths)
    judged = f"(select *, {_bad(readers, source)} as bad from {read})"
    names = ", ".join(f'"{name}"' for name in [*(reader.column.name for reader in readers), *LINEAGE_COLUMNS])
    values = ", ".join(reader.value for reader in readers)
    return Statements(
        insert=f"insert into {export.table} ({names}) "
        f"select {values}, {FILE_ID}, record, {_dropped(readers)} from {judged} where bad is null and not is_total",
        count="select file, count(*), count(*) filter (is_total), count(*) filter (bad is not null and not is_total), "
        f"count(*) filter (is_header or (bad is not null and not is_total and {_is_nearly_blank(readers)})) "
        f"from {judged} group by file",
        reject=_reject(judged, readers, source),
        copy=_copy(read, readers, source),
    )


def _unit_of(column: Column, source: Source) -> str | None:
    """Return the unit in which a column of numbers is written in this file, None when its header names none."""
    header = source.headers.get(column.name) if column.type in ("decimal", "number", "fraction") else None
    return header_unit(header) if header else None


@dataclass(frozen=True)
class _ColumnReader:
    """How one column is read: `raw_<name>`, the layers of `cells.py`, `value_<name>` are its columns."""

    export: Export
    column: Column
    shop_id: str | None
    source: Source

    @property
    def raw(self) -> str:
        return f'"raw_{self.column.name}"'

    @property
    def value(self) -> str:
        return f'"value_{self.column.name}"'

    @property
    def is_read(self) -> bool:
        return (self.column.of or self.column.name) in self.source.cells

    @property
    def has_cell(self) -> bool:
        return self.column.name in self.source.cells

    @property
    def is_shop_of_folder(self) -> bool:
        return self.export.has_shop_folder and self.column.name == SHOP_COLUMN

    @property
    def has_to_be_filled(self) -> bool:
        return self.column.cell_required or (self.is_shop_of_folder and self.shop_id == ALL_SHOPS)

    def value_sql(self) -> str:
        if self.is_shop_of_folder and self.shop_id != ALL_SHOPS:
            folder = SHOP_ID
            if not self.is_read:
                return folder
            return f"case when {says_sql(self.column)} then {layer_sql(self.column, 'value')} else {folder} end"
        if self.column.made_of:
            return self.made_or_read_sql()
        if self.is_read:
            return layer_sql(self.column, "value")
        return "false" if self.column.type == "flag" else f"cast(null as {self.column.sql_type})"

    def made_or_read_sql(self) -> str:
        """Return the id of the cell, else one made of other columns: the same for the same row in whatever file."""
        parts = [self.export.column(name) for name in self.column.made_of if name in self.source.cells]
        if not parts:
            return layer_sql(self.column, "value") if self.is_read else "cast(null as varchar)"
        first, *others = (layer_sql(part, "value") for part in parts)
        told_apart_by = ", ".join([f"'{MADE_ID}'", "''", *others])
        digits = f"left(md5(concat_ws({told_apart_by})), {MADE_ID_DIGITS})"
        made = f"({first}) || '{MADE_ID}' || {digits}"
        if not self.is_read:
            return made
        return f"case when {says_sql(self.column)} then {layer_sql(self.column, 'value')} else {made} end"

    def is_bad(self) -> str | None:
        if self.has_to_be_filled:
            return f"{self.value} is null"
        return self.is_unreadable() if self.column.needed else None

    def is_unreadable(self) -> str | None:
        """Return the condition that the cell says something which its type does not take."""
        if not self.has_cell or not can_be_bad(self.column):
            return None
        return f"({self.value} is null and {says_sql(self.column)})"

    def reason(self, language: Language) -> str:
        empty = reason_sql(EMPTY_REASON, language)
        if not self.has_cell or not can_be_bad(self.column):
            return empty
        return f"case when {says_sql(self.column)} then {bad_cell_reason_sql(self.column, language)} else {empty} end"


def _read(export: Export, readers: list[_ColumnReader], source: Source, paths: Sequence[Path]) -> str:
    with_cell = [reader for reader in readers if reader.has_cell]
    keys = [reader.raw for reader in with_cell if reader.column.name in export.key]
    is_total = " or ".join(f"is_total_word({cell})" for cell in ["first_cell", *keys])
    is_header = _is_header(with_cell, source.header_words)
    cells = [
        f"row_number() over () - {ROWS_BEFORE.replace('[file]', '[cast(file_index as bigint) + 1]')} as record",
        "cast(file_index as bigint) + 1 as file",
        f"cast({source.line or 'null'} as bigint) as physical_line",
        f"{source.first_cell} as first_cell",
        f"{source.problem or 'null'} as problem",
        *(f"{_first_filled(reader.column, source)} as {reader.raw}" for reader in with_cell),
    ]
    # Nested, not named one after the other: DuckDB copies what is named, and with it compiles every pattern anew.
    before = f"(select {', '.join(cells)} from {source.relation(paths)})"
    for layer in LAYERS[:-1]:
        columns = ", ".join(
            f'{layer_sql(reader.column, layer)} as "{layer}_{reader.column.name}"' for reader in with_cell
        )
        before = f"(select *, {columns} from {before})"
    values = ", ".join(f"{reader.value_sql()} as {reader.value}" for reader in readers)
    return f"(select *, {is_header} as is_header, ({is_total} or {is_header}) as is_total, {values} from {before})"


def _first_filled(column: Column, source: Source) -> str:
    """Return the SQL of a column's raw cell: of several headers the first whose cell says something."""
    first, *others = source.cells[column.name], *source.other_cells.get(column.name, ())
    if not others:
        return first
    tests = (f"when {is_filled_sql(column, cell)} then {cell}" for cell in (first, *others))
    return f"case {' '.join(tests)} else {first} end"


def _is_header(with_cell: list[_ColumnReader], words: tuple[str, ...]) -> str:
    """Tell whether a row is the header again, which has words where ids and times are."""
    chinese = [word for word in words if not word.isascii()]
    listed = literal("|".join(re.escape(word.strip()) for word in chinese or words))
    cells = [reader.raw for reader in with_cell if reader.column.type in ("id", "keyed_hash", "timestamp", "date")]
    if not words or not cells:
        return "false"
    # Nearly all of these cells begin with a plain sign. A list with `in` would make a join of every column.
    plain = "{0} >= '!' and {0} < chr(127)" if chinese else "false"
    again = "coalesce(regexp_full_match(trimmed({0}), {1}), false)"
    tests = (f"case when {plain.format(cell)} then false else {again.format(cell, listed)} end" for cell in cells)
    return f"({' or '.join(tests)})"


def _is_nearly_blank(readers: list[_ColumnReader]) -> str:
    """Tell whether at most one cell of a row says something: a note between the parts of a book, or a blank row."""
    filled = [f"cast({says_sql(reader.column)} as tinyint)" for reader in readers if reader.has_cell]
    return f"({' + '.join(filled)} <= 1)" if len(filled) >= FEWEST_COLUMNS else "false"


def _bad(readers: list[_ColumnReader], source: Source) -> str:
    """Number of the first bad column in the order of the contract, 0 for a problem of the row, null for a good row."""
    tests = ["when problem <> '' then 0"] if source.problem else []
    for at, reader in enumerate(readers, start=1):
        if test := reader.is_bad():
            tests.append(f"when {test} then {at}")
    return f"case {' '.join(tests)} end" if tests else "cast(null as integer)"


def _dropped(readers: list[_ColumnReader]) -> str:
    """Count the bad cells of a row that no rule needs."""
    tests = [test for reader in readers if reader.is_bad() is None and (test := reader.is_unreadable())]
    return " + ".join(["0", *(f"cast({test} as tinyint)" for test in tests)])


def parameters_of(sql: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that a statement names."""
    return {name: value for name, value in parameters.items() if f"${name}" in sql}


def unknown_words_sql(export: Export, source: Source, paths: Sequence[Path], columns: Sequence[Column]) -> str:
    """Return the query for the words of columns that landed under a stand-in; parameters as in `statements`.

    Each row has the name of a column and a word.
    """
    readers = [_ColumnReader(export, column, None, source) for column in columns]
    words = ", ".join(
        f"{{'name': '{name}', 'word': case when is_stand_in(\"value_{name}\") and not is_stand_in(\"slow_{name}\") "
        f'then "slow_{name}" end}}'
        for name in (column.name for column in columns)
    )
    # Not `distinct` and `unnest` in one: DuckDB then tells rows apart by the name alone.
    named = f"select file, unnest([{words}], recursive := true) from {_read(export, readers, source, paths)}"
    return (
        f"select distinct name, word from (select distinct file, name, word from ({named}) where word is not null) "
        f"qualify row_number() over (partition by file, name order by word) <= {WORDS_LOOKED_AT} order by all"
    )


def _reject(judged: str, readers: list[_ColumnReader], source: Source) -> str:
    names, values = [], []
    reasons = {
        language: [f"when 0 then split_part(problem, chr({ord(BETWEEN_LANGUAGES)}), {part})"]
        for part, language in enumerate(LANGUAGES, start=1)
    }
    for at, reader in enumerate(readers, start=1):
        if reader.is_bad() is None:
            continue
        header = source.headers.get(reader.column.name) or reader.column.header or reader.column.name
        names.append(f"when {at} then {literal(header.strip())}")
        for language, cases in reasons.items():
            cases.append(f"when {at} then {reader.reason(language)}")
        if reader.has_cell:
            values.append(f"when {at} then kind_found(trimmed({reader.raw}))")
    name, value, reason, reason_zh = (
        f"case bad {' '.join(cases)} end" if cases else "cast(null as varchar)"
        for cases in (names, values, reasons["en"], reasons["zh"])
    )
    line = f"coalesce(physical_line, record + {source.header_end})"
    return (
        "insert into raw.rejected_rows (file_id, file_name, line_number, column_name, value, reason, reason_zh) "
        f"select {FILE_ID}, {FILE_NAME}, {line}, {name}, {value}, {reason}, {reason_zh} from {judged} "
        "where bad is not null and not is_total"
    )


def _copy(read: str, readers: list[_ColumnReader], source: Source) -> str:
    columns = ", ".join(
        f"{reader.value} as {identifier(source.headers[reader.column.name].strip())}"
        for reader in readers
        if reader.column.name in source.headers
    )
    return f"select {columns} from {read}"
