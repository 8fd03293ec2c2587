"""Finds the shop or creator a user means: an id, a name, or the beginning of one name.

What is known about the subject belongs in `explanation.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from shopscore.console.errors import CommandError
from shopscore.language import tr
from shopscore.names import whose
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

LISTED = 10


@dataclass(frozen=True)
class Subject:
    """A shop or a creator on a platform."""

    platform: str
    subject_type: str
    subject_id: str
    subject_name: str | None
    industry: str | None


def find_subject(
    connection: duckdb.DuckDBPyConnection, wanted: str, assessment_date: date, system_id: str | None
) -> Subject:
    """Return the one subject with a row in the scores of a date that is meant by an id, a name or its beginning.

    Raises:
        CommandError: no subject, or more than one is meant; the message lists whom.
    """
    key = {"assessment_date": assessment_date, "system_id": system_id}
    subjects = [Subject(**row) for row in fetch(connection, statement(__name__, "subjects"), key)]
    found = match_subjects(subjects, wanted)
    if not found:
        raise CommandError(
            tr(
                "no shop or creator is called '{name}' in {system} on {date}",
                name=wanted,
                system=system_id,
                date=assessment_date,
            )
            if system_id
            else tr("no shop or creator is called '{name}' on {date}", name=wanted, date=assessment_date)
        )
    if len(found) > 1:
        names = [
            f"{one.subject_id} {one.subject_name or ''} ({whose(one.platform, one.subject_type)})" for one in found
        ]
        more = "\n  " + tr("and {count} more", count=len(names) - LISTED) if len(names) > LISTED else ""
        listed = "".join(f"\n  {name}" for name in names[:LISTED])
        raise CommandError(
            tr("'{name}' is more than one; give the id, or --system where ids are equal:", name=wanted) + listed + more
        )
    return found[0]


def match_subjects(subjects: Sequence[Subject], wanted: str) -> list[Subject]:
    """Return the subjects meant: those with that id, else with that name, else whose name begins so."""
    by_id = [one for one in subjects if one.subject_id == wanted]
    by_name = [one for one in subjects if one.subject_name == wanted]
    by_beginning = [one for one in subjects if wanted and (one.subject_name or "").startswith(wanted)]
    return by_id or by_name or by_beginning
