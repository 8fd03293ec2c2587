"""The doctor: finds what is broken in a home or missing from its scores, mends what can be mended without a person.

Each check is a function that yields findings; this module only puts them in order. Drawing belongs in
`shopscore.console.doctor_view`.
"""

from collections.abc import Iterator
from datetime import datetime

from shopscore.doctor.databases import check_published, check_score_of_the_day, check_warehouse
from shopscore.doctor.files import check_files
from shopscore.doctor.findings import Finding, State
from shopscore.doctor.machine import (
    check_home,
    check_key,
    check_leftovers,
    check_lock,
    check_modes,
    check_owners,
    check_room,
)
from shopscore.doctor.scores import check_scores
from shopscore.settings import Settings

__all__ = ["Finding", "State", "examine"]


def examine(settings: Settings, present: datetime, *, has_key_in_environment: bool) -> Iterator[Finding]:
    """Look at everything, mending on the way; what hinders the later checks comes first.

    Args:
        settings: the home folder.
        present: local time in Asia/Shanghai, naive.
        has_key_in_environment: the key of the hashes is not a file of the home.
    """
    hopeless = check_home(settings)
    if hopeless is not None:
        yield hopeless
        return
    yield from check_owners(settings)
    yield from check_modes(settings)
    yield from check_lock(settings)
    yield from check_leftovers(settings)
    yield from check_room(settings)
    yield from check_key(settings, is_in_environment=has_key_in_environment)
    yield from check_warehouse(settings)
    yield from check_published(settings)
    yield from check_score_of_the_day(settings, present)
    yield from check_files(settings)
    yield from check_scores(settings)
