"""Inserts the rows of files that are read alike, and proves that none is missing: a few statements for all of them.

Whose transaction it is, and what becomes of a file that fails, belongs in `batches.py`; what the SQL says in
`statements.py`. Nothing here knows a rule, an export or a column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from shopscore.contracts import SHOP_COLUMN, Export
from shopscore.landing.file_ledger import LandedFile
from shopscore.landing.lander import Lander
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.readers import Reader
from shopscore.landing.statements import Statements, parameters_of, statements
from shopscore.landing.tables import Table
from shopscore.landing.unknown_words import stand_ins_sql, with_words_that_landed
from shopscore.language import Message, Told
from shopscore.sql_files import statement


class UnprovenError(Exception):
    """Of some files the reader cannot prove that it missed nothing.

    Attributes:
        file_ids: which.
    """

    def __init__(self, file_ids: Iterable[str]) -> None:
        """Name the files."""
        super().__init__()
        self.file_ids = frozenset(file_ids)


class MostlyBadError(Exception):
    """Of some files more rows are bad than a file may have and still be what it says.

    Attributes:
        reasons: file id → reason and remedy.
    """

    def __init__(self, reasons: Mapping[str, Message]) -> None:
        """Name the files."""
        super().__init__()
        self.reasons = reasons


@dataclass(frozen=True)
class Member:
    """A file, and the way it is read.

    Attributes:
        row: the file.
        export: its contract.
        table: its header.
        reader: its cells.
    """

    row: LandedFile
    export: Export
    table: Table
    reader: Reader

    @property
    def file_id(self) -> str:
        """Who the file is."""
        return self.row.identity.file_id

    @property
    def kind(self) -> tuple[object, ...]:
        """What files have to have in common to be read together."""
        return self.export.table, self.row.label.shop_id == ALL_SHOPS, self.reader.source.shape


@dataclass(frozen=True)
class Counts:
    """What became of the rows of a file.

    Attributes:
        landed: rows in the raw table.
        rejected: rows in `raw.rejected_rows`.
        skipped: total and average rows, headers that came again, notes.
        dropped: bad cells that no rule needs.
        stand_ins: cells of words that no list has, in the order of `terms_of`.
    """

    landed: int = 0
    rejected: int = 0
    skipped: int = 0
    dropped: int = 0
    stand_ins: tuple[int, ...] = ()


def insert(lander: Lander, members: Sequence[Member]) -> dict[str, Counts]:
    """Insert the good rows of files and write down the bad ones, in place of what earlier landings left of them.

    The caller owns the transaction.

    Args:
        lander: where to.
        members: files of one kind.

    Returns:
        File id → what became of its rows.

    Raises:
        UnprovenError: of some a row may be missing; nothing of the transaction may stay.
        MostlyBadError: some have too many bad rows; nothing of the transaction may stay.
    """
    export = members[0].export
    forget(lander, [member.file_id for member in members], export)
    if export.table not in lander.with_words:
        lander.with_words[export.table] = with_words_that_landed(lander.connection, export)
    sql = _statements(lander, members)
    execute(lander, members, sql.insert)
    counts = _inserted(lander, members)
    alone = len(members) == 1
    incomplete = [member for member in members if not _is_complete(member.reader, counts[member.file_id].landed, alone)]
    if incomplete:
        _explain(lander, incomplete, counts)
    _check_share(lander, members, counts)
    for member in members:
        if member.file_id in lander.with_forgotten_rows:
            counts[member.file_id] = _without_forgotten_rows(lander, member, counts[member.file_id])
    return counts


def forget(lander: Lander, file_ids: Sequence[str], export: Export | None) -> None:
    """Delete what earlier landings of files left; the caller owns the transaction."""
    if export is not None:
        lander.connection.execute(
            f"delete from {export.table} where _file_id in (select unnest(cast(? as varchar[])))", [list(file_ids)]
        )
    lander.connection.execute(
        "delete from raw.rejected_rows where file_id in (select unnest(cast(? as varchar[])))", [list(file_ids)]
    )


def execute(lander: Lander, members: Sequence[Member], sql: str) -> list[tuple[Any, ...]]:
    """Run a statement over files with the parameters it names and return its rows."""
    return lander.connection.execute(sql, parameters_of(sql, parameters(lander, members))).fetchall()


def parameters(lander: Lander, members: Sequence[Member]) -> dict[str, Any]:
    """Return what the statements over files may name; the lists are in the order in which the files are read."""
    before = accumulate((member.reader.records for member in members[:-1]), initial=0)
    return {
        "file_ids": [member.file_id for member in members],
        "file_names": [member.row.name for member in members],
        "shop_ids": [member.row.label.shop_id for member in members],
        "rows_before": list(before),
        "inner_block": lander.key.inner,
        "outer_block": lander.key.outer,
    }


def paths_of(members: Sequence[Member]) -> tuple[Path, ...]:
    """Return the files that DuckDB reads."""
    return tuple(member.reader.path for member in members)


def _statements(lander: Lander, members: Sequence[Member]) -> Statements:
    first = members[0]
    export = lander.with_words[first.export.table]
    return statements(export, first.row.label.shop_id, first.reader.source, paths_of(members))


def _inserted(lander: Lander, members: Sequence[Member]) -> dict[str, Counts]:
    """Count what was inserted, per file; a file without a row has counts of zero."""
    export, source = members[0].export, members[0].reader.source
    stand_ins = "".join(f", {sql}" for sql in stand_ins_sql(export, source))
    rows = lander.connection.execute(
        f"select _file_id, count(*), coalesce(sum(_cells_dropped), 0){stand_ins} from {export.table} "
        "where _file_id in (select unnest(cast(? as varchar[]))) group by all",
        [[member.file_id for member in members]],
    ).fetchall()
    counts = {member.file_id: Counts() for member in members}
    for file_id, landed, dropped, *many in rows:
        counts[file_id] = Counts(landed, dropped=int(dropped), stand_ins=tuple(many))
    return counts


def _is_complete(reader: Reader, landed: int, alone: bool) -> bool:
    """Tell whether every record became a row, so that nothing can be missing, merged, rejected or skipped.

    Of a strict reader only what has no line break inside a cell is believed without counting again. Files that are read
    together have to hold as many records as was foretold, or the rows of the files below are numbered wrong.
    """
    if not reader.is_strict:
        return landed == reader.records
    return landed == reader.lines and (alone or landed == reader.records)


def _explain(lander: Lander, members: Sequence[Member], counts: dict[str, Counts]) -> None:
    """Count what was not inserted of files, and write down their bad rows."""
    sql = _statements(lander, members)
    unproven: list[str] = []
    with_rejected: list[Member] = []
    found = {at: row for at, *row in execute(lander, members, sql.count)}
    for at, member in enumerate(members, start=1):
        records, skipped, rejected, others = found.get(at, (0, 0, 0, 0))
        counts[member.file_id] = counted = replace(counts[member.file_id], skipped=skipped, rejected=rejected)
        # Below a header that comes again the columns may stand in another order, and only the whole row tells that it
        # is a note: the tolerant reader looks. With line breaks inside cells only that one knows where a record starts.
        is_doubtful = member.reader.is_strict and (others or (rejected and records != member.reader.lines))
        if records != member.reader.records or counted.landed + skipped + rejected != records or is_doubtful:
            unproven.append(member.file_id)
        elif rejected:
            with_rejected.append(member)
    if unproven:
        raise UnprovenError(unproven)
    if with_rejected:
        execute(lander, with_rejected, _statements(lander, with_rejected).reject)


def _check_share(lander: Lander, members: Sequence[Member], counts: Mapping[str, Counts]) -> None:
    """Hold files to the limit that the gate holds their shop to: refused, they withhold no other shop's score.

    Raises:
        MostlyBadError: more than the allowed share of the rows of some was rejected.
    """
    export = members[0].export
    reasons: dict[str, Message] = {}
    for limit in lander.limits.of(export.platform, export.name):
        if limit.check_name != "rejected_rows" or limit.severity == "warn":
            continue
        for member in members:
            rejected = counts[member.file_id].rejected
            read = counts[member.file_id].landed + rejected
            if read >= limit.from_rows and rejected > limit.value * read and member.file_id not in reasons:
                reasons[member.file_id] = _mostly_bad(lander, member, rejected, read)
    if reasons:
        raise MostlyBadError(reasons)


def _mostly_bad(lander: Lander, member: Member, rejected: int, rows: int) -> Message:
    sql = statement(__name__, "most_frequent_reason")
    found = lander.connection.execute(sql, {"file_id": member.file_id}).fetchone()
    return Message(
        "{rejected:,} of its {rows:,} rows are bad, most often because {reason}: export again; nothing of it was "
        "imported",
        rejected=rejected,
        rows=rows,
        reason=Told(*found) if found else "",
    )


def _without_forgotten_rows(lander: Lander, member: Member, counts: Counts) -> Counts:
    """Leave out the rows of shops that were taken back from this very file; they count as skipped."""
    lander.connection.execute(
        f"delete from {member.export.table} where _file_id = $1 and {SHOP_COLUMN} in "
        "(select shop_id from log.forgotten_rows where file_id = $1)",
        [member.file_id],
    )
    left = _inserted(lander, [member])[member.file_id]
    forgotten = counts.landed - left.landed
    return replace(left, rejected=counts.rejected, skipped=counts.skipped + forgotten)
