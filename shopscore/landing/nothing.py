"""Tells reports that are empty and say so, and rows that are notes or nothing, from tables and rows.

The phrases are rows of the seed `nothing_words`. No file is opened here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice

from shopscore.landing.vocabulary import nothing_words

# More rows, or a row of more cells, are a table without header and no report without rows.
MOST_ROWS = 10
MOST_CELLS = 4
# 2021-11-01至2021-11-15没有符合条件的数据; a shorter phrase may be the end of any word.
LONG_PHRASE = 6
# A table of two columns has rows of one cell.
FEWEST_COLUMNS = 3
_CLAUSES = re.compile(r"[,。;:!?~\n\r()\[\]【】《》“”‘’\"'—…-]|(?<![a-z])\s|\s(?![a-z])")
_HAN = re.compile("[\u3400-\u9fff]")


def says_nothing(rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether a file without header says in words that it holds nothing.

    Args:
        rows: all rows of the file, or of its visible sheets.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    if len(filled) > MOST_ROWS or any(len(row) > MOST_CELLS for row in filled):
        return False
    return any(is_phrase_of_nothing(cell) for row in filled for cell in row)


def is_phrase_of_nothing(text: str) -> bool:
    """Tell whether a text, or a clause of it, is one of the phrases in which consoles say that there is nothing."""
    phrases = nothing_words("report")
    for clause in _CLAUSES.split(unicodedata.normalize("NFKC", text).lower()):
        plain = clause.strip(" .*#")
        if plain in phrases or any(plain.endswith(phrase) for phrase in phrases if len(phrase) >= LONG_PHRASE):
            return True
    return False


def is_note(cells: Sequence[str], width: int) -> bool:
    """Tell whether a row below a header is a note, or blank: at most one cell is filled, and it holds words.

    Args:
        cells: of the whole row.
        width: cells in the header.
    """
    filled = list(islice((cell for cell in cells if cell.strip()), 2))
    if len(filled) > 1 or width < FEWEST_COLUMNS:
        return False
    return not filled or _HAN.search(filled[0]) is not None or is_phrase_of_nothing(filled[0])
