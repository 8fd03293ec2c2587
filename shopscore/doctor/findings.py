"""What the doctor finds: one line each, with the remedy in it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How much a finding matters."""

    BROKEN = "broken"
    MENDED = "mended"
    MISSING = "missing"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be, or that its owner should know.

    Attributes:
        check: what was looked at, one word.
        state: `broken`: something has to be done; `mended`: the doctor has done it; `missing`: a score is made of
            less than it could be; `note`: nothing is to be done.
        text: what it is and what to do, in one line.
    """

    check: str
    state: State
    text: str


def broken(check: str, text: str) -> Finding:
    """Return a finding that something has to be done about."""
    return Finding(check, State.BROKEN, text)


def mended(check: str, text: str) -> Finding:
    """Return a finding that the doctor has mended."""
    return Finding(check, State.MENDED, text)


def missing(check: str, text: str) -> Finding:
    """Return a finding on what a score lacks."""
    return Finding(check, State.MISSING, text)


def note(check: str, text: str) -> Finding:
    """Return a finding that needs no action."""
    return Finding(check, State.NOTE, text)
