"""Lands files of one kind together: one transaction with their ledger rows, all or none of it.

A file that fails falls out of its batch alone: the others are read again without it, and it is landed by itself, where
every reader is tried and its reason is found.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from shopscore.landing import file_ledger
from shopscore.landing.failures import is_interruption
from shopscore.landing.file_ledger import LandedFile
from shopscore.landing.header_report import absent_columns, unknown_headers
from shopscore.landing.identity import FileChangedError, size_and_time
from shopscore.landing.inserting import Counts, Member, MostlyBadError, UnprovenError, insert, parameters, paths_of
from shopscore.landing.lander import Lander, planned_quickly, transaction
from shopscore.landing.unknown_words import name_words

# Told of each file of a batch, in no order.
OnLanded = Callable[[LandedFile], None]


def land_together(lander: Lander, members: Sequence[Member], alone: Callable[[Member], None], done: OnLanded) -> None:
    """Land files of one kind in one transaction; those that cannot land so are landed alone.

    Args:
        lander: where to.
        members: files of one kind.
        alone: lands or refuses a file that fell out.
        done: told of every file that landed here.
    """
    if not members:
        return
    try:
        landed = land_members(lander, members)
    except UnprovenError as error:
        out = error.file_ids
    except MostlyBadError as error:
        out = frozenset(error.reasons)
    except Exception as error:
        if is_interruption(error):
            raise
        # Which file it was is not said, and the machine's own faults come again with a file alone: halves tell.
        if len(members) == 1:
            alone(members[0])
            return
        half = len(members) // 2
        land_together(lander, members[:half], alone, done)
        land_together(lander, members[half:], alone, done)
        return
    else:
        for row in landed:
            done(row)
        return
    land_together(lander, [member for member in members if member.file_id not in out], alone, done)
    for member in members:
        if member.file_id in out:
            alone(member)


def land_members(lander: Lander, members: Sequence[Member]) -> list[LandedFile]:
    """Land files of one kind and write their ledger rows, in one transaction.

    Args:
        lander: where to.
        members: files of one kind.

    Raises:
        UnprovenError: of some a row may be missing; nothing was landed.
        MostlyBadError: some have too many bad rows; nothing was landed.
        FileChangedError: one was written meanwhile; nothing was landed.
    """
    size = sum(member.row.identity.bytes for member in members)
    with planned_quickly(lander.connection, size), transaction(lander.connection):
        counts = insert(lander, members)
        export = members[0].export
        unnamed = [member for member in members if any(counts[member.file_id].stand_ins)]
        if unnamed and name_words(
            lander.connection,
            export,
            unnamed[0].reader.source,
            paths_of(unnamed),
            key=lander.key,
            parameters=parameters(lander, unnamed),
        ):
            lander.with_words.pop(export.table, None)
        landed = [_landed(lander, member, counts[member.file_id]) for member in members]
        file_ledger.write_files(lander.connection, landed)
        for member in members:
            identity = member.row.identity
            if size_and_time(member.row.place.path.stat()) != (identity.bytes, identity.modified_ns):
                raise FileChangedError
    return landed


def _landed(lander: Lander, member: Member, counts: Counts) -> LandedFile:
    table = member.table
    return replace(
        member.row,
        reader=member.reader.name,
        encoding=member.reader.encoding,
        rows_landed=counts.landed,
        rows_rejected=counts.rejected,
        rows_skipped=counts.skipped + table.rows_above,
        unknown_columns=unknown_headers(table.match, lander.key),
        absent_columns=absent_columns(member.export, table.match),
        sheets=table.sheets_named(lander.key),
        cells_dropped=counts.dropped,
    )
