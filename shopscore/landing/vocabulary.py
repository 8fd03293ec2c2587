"""Reads the seeds that say how exports write nothing, and in which units they write numbers.

A user adds a row there, no code. What a cell of a type does with them belongs in `cells.py`.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from shopscore.settings import PROJECT_DIR

FOLDER = PROJECT_DIR / "seeds" / "vocabulary"
TIME = "time"
SEPARATOR = "|"


@dataclass(frozen=True)
class Unit:
    """A unit that stands behind a number, or in brackets behind a header.

    Attributes:
        word: how it is written.
        measure: what it measures: share, time, money, points or count; one word may measure two things.
        factor: how many of the measure's base one is: of 1, second, yuan, point or piece.
    """

    word: str
    measure: str
    factor: Fraction


@lru_cache(maxsize=1)
def units() -> tuple[Unit, ...]:
    """Return the units, the longest word first.

    Raises:
        OSError: the seed cannot be read.
    """
    rows = [Unit(row["unit"], row["measure"], Fraction(row["factor"])) for row in _rows("units")]
    return tuple(sorted(rows, key=lambda unit: (-len(unit.word), unit.word)))


def factor_between(from_unit: str, unit: str) -> Fraction | None:
    """Return how many of a unit of time one of another is; None when either is not a unit of time."""
    factors = {one.word: one.factor for one in units() if one.measure == TIME}
    if from_unit not in factors or unit not in factors:
        return None
    return factors[from_unit] / factors[unit]


@lru_cache(maxsize=8)
def nothing_words(*kinds: str) -> tuple[str, ...]:
    """Return how nothing is written, in small letters, the longest word first.

    Args:
        kinds: `report` (a whole report without rows), `cell` (an empty cell as programs write it), `value` (no id, no
            number and no time) and `moment` (not yet, and the zero of a program's calendar).

    Raises:
        OSError: the seed cannot be read.
    """
    words = {row["word"].lower() for row in _rows("nothing_words") if row["kind"] in kinds}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def header_suffixes() -> frozenset[str]:
    """Return what may stand in brackets behind a header without making it another one; units may too.

    Raises:
        OSError: the seed cannot be read.
    """
    return frozenset(row["suffix"].casefold() for row in _rows("header_suffixes"))


def joined(words: Iterable[str]) -> str:
    """Return words as the one text in which the macros search a word between two `|`.

    A list becomes a join with `in` (decision 16), costs as much as a pattern with `list_contains`, and a pattern is
    compiled for every column of every file.
    """
    return SEPARATOR + SEPARATOR.join(words) + SEPARATOR


def _rows(seed: str) -> list[dict[str, str]]:
    with (FOLDER / f"{seed}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
