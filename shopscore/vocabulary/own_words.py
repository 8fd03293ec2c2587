"""Keeps the file in which users give unknown words a meaning.

It is a reference table like any other: `landing/reference/words`. An upgrade leaves it alone, and it needs no change of
the project. What the words do is told by `models/events/words`.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shopscore.home import write_private_file
from shopscore.settings import PROJECT_DIR
from shopscore.vocabulary.findings import UnknownWord

WORDS_FILE = Path("reference") / "words" / "words.csv"
HEADER = ("platform", "vocabulary", "word", "meaning", "match_kind", "note")
MEANINGS = PROJECT_DIR / "seeds" / "vocabulary" / "word_meanings.csv"
EXACT = "exact"


@dataclass(frozen=True)
class Meaning:
    """What a word of a vocabulary can mean: our word for it, and its names."""

    meaning: str
    name_en: str
    name_zh: str


def read_meanings() -> dict[str, list[Meaning]]:
    """Return what words can mean, by vocabulary.

    Raises:
        OSError: the seed cannot be read.
    """
    meanings: dict[str, list[Meaning]] = {}
    with MEANINGS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = Meaning(row["meaning"], row["name_en"], row["name_zh"])
            meanings.setdefault(row["vocabulary"], []).append(found)
    return meanings


def write_own_words(landing: Path, unknown: Sequence[UnknownWord]) -> tuple[Path, int]:
    """Add a row without a meaning for each unknown word that the user's file does not have; rows that are there stay.

    Args:
        landing: the landing folder.
        unknown: the words; those that may not be written out are left out.

    Returns:
        The file, and how many rows it gained.

    Raises:
        OSError: the file cannot be read or written.
        ValueError: the file that is there is no such table, or not in UTF-8.
    """
    path = landing / WORDS_FILE
    rows = _rows(path) if path.exists() else []
    known = {(row["platform"], row["vocabulary"], row["word"]) for row in rows}
    meanings = read_meanings()
    added = [
        {
            "platform": one.platform,
            "vocabulary": one.vocabulary,
            "word": one.word,
            "meaning": "",
            "match_kind": EXACT,
            "note": " / ".join(f"{m.meaning} {m.name_zh}" for m in meanings.get(one.vocabulary, [])),
        }
        for one in unknown
        if one.word is not None and (one.platform, one.vocabulary, one.word) not in known
    ]
    if added:
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADER, extrasaction="ignore", restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *added])
        path.parent.mkdir(parents=True, exist_ok=True)
        # Excel reads UTF-8 by this mark only.
        with write_private_file(path) as file:
            file.write(("\ufeff" + text.getvalue()).encode())
    return path, len(added)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    missing = [name for name in HEADER[:4] if name not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(", ".join(missing))
    return rows
