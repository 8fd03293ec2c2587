"""Tells words of the trade from words that may be personal, and names headers and sheets by the part that is known.

The words are rows of the seed `plain_words`; what is personal in a text belongs in `privacy.py`.
"""

import csv
import re
import unicodedata
from functools import lru_cache

from shopscore.landing.privacy import HashKey, pseudonym
from shopscore.settings import PROJECT_DIR

SEED = PROJECT_DIR / "seeds" / "vocabulary" / "plain_words.csv"
LONGEST_TERM = 40
UNKNOWN_WORD = "unknown-"
UNKNOWN_DIGITS = 8
# An unknown word that stands in as many rows is not a slip; contracts 2.2.
ROWS_TO_BE_NAMED = 3
HIDDEN = "…"

# Between words, and the few digits of "7天" and "48小时".
_BETWEEN = re.compile(
    r"[\s　，,、;；:：/／\\|·.。（）()【】\[\]<>《》\-—_+＋&%％!！?？~～*＊#＃]"
    "|(?<![0-9])[0-9]{1,2}(?:天|小时|分钟|秒|元|件|年|月|日|(?![0-9]))"
)
_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
# What reads like the name of a carrier, in the patterns of Python and of DuckDB alike.
CARRIER_SHAPE = rf"{_HAN}{{1,5}}(?:快递|速递|速运|物流|快运)"
_CARRIER = re.compile(CARRIER_SHAPE)
_PLACE = re.compile(rf"{_HAN}{{1,8}}(?:省|市|自治区|自治州|地区|盟|州|县|区|旗|特别行政区)")


@lru_cache(maxsize=1)
def plain_words() -> tuple[str, ...]:
    """Return the words of the trade, the longest first.

    Raises:
        OSError: the seed cannot be read.
    """
    with SEED.open(encoding="utf-8", newline="") as file:
        words = {row["word"] for row in csv.DictReader(file)}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def is_plain(text: str, column_type: str) -> bool:
    """Tell whether a text consists of words of the trade, or reads like a carrier, or like a place where one belongs.

    Args:
        text: what stands in a cell.
        column_type: `term` or `place`.
    """
    if _CARRIER.fullmatch(text) or (column_type == "place" and _PLACE.fullmatch(text)):
        return True
    words = set(plain_words())
    longest = len(plain_words()[0])
    reached = {0}
    for at in range(len(text)):
        if at not in reached:
            continue
        if between := _BETWEEN.match(text, at):
            reached.add(between.end())
        reached.update(at + size for size in range(1, longest + 1) if text[at : at + size] in words)
    return len(text) in reached


def unknown_word(key: HashKey, text: str) -> str:
    """Return what stands for a word that is in no list, as the types `term` and `place` write it."""
    return UNKNOWN_WORD + pseudonym(key, text).partition("-")[2][:UNKNOWN_DIGITS]


def named_in_part(key: HashKey, text: str) -> str:
    """Return a header or the name of a sheet as far as it consists of words of the trade.

    What is not such a word is left out, and a keyed hash tells such names apart.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    pieces: list[str] = []
    at = 0
    knows_a_word = False
    for found in _known().finditer(plain):
        if found.start() > at:
            pieces.append(HIDDEN)
        pieces.append(found.group())
        knows_a_word |= found.group() in plain_words()
        at = found.end()
    if at < len(plain):
        pieces.append(HIDDEN)
    named = "".join(pieces)
    if HIDDEN not in pieces and knows_a_word:
        return named[:LONGEST_TERM]
    known = named[:LONGEST_TERM] if knows_a_word else ""
    return f"{known}#{unknown_word(key, plain)[len(UNKNOWN_WORD) :]}"


def told_in_part(key: HashKey, text: str, words: tuple[str, ...]) -> str | None:
    """Return a word as far as a vocabulary has it, in its brackets where it stands in them; None where it has nothing.

    `用着不舒服（商品品质原因）` is a person's own sentence, and names a class of the platform: that part may be told.

    Args:
        key: of the hash that tells two such words apart.
        text: what stands in a cell.
        words: the vocabulary, in any spelling.
    """
    plain = _spelled(text)
    spelled = sorted({_spelled(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    if not any(word in plain for word in spelled):
        return None
    pieces: list[str] = []
    at = 0
    for found in re.finditer("|".join([*map(re.escape, spelled), "[(),]"]), plain):
        pieces += [HIDDEN] * (found.start() > at) + [found.group()]
        at = found.end()
    pieces += [HIDDEN] * (at < len(plain))
    return f"{''.join(pieces)}#{unknown_word(key, text)[len(UNKNOWN_WORD) :]}"


def _spelled(text: str) -> str:
    """Return what two spellings of a word have in common, as far as width, case, blanks and slashes go."""
    return re.sub(r"[\s/|]", "", unicodedata.normalize("NFKC", text).lower())


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    # A word in Latin letters is one only where no other letter touches it; single Chinese signs are in many a name.
    latin = [re.escape(word) for word in plain_words() if word.isascii()]
    others = [re.escape(word) for word in plain_words() if not word.isascii() and len(word) > 1]
    between = r"(?<![0-9])[0-9]{1,2}(?![0-9])|[\s,、;:/|().\[\]\-_+&%]"
    return re.compile(f"(?:{'|'.join(others)})|(?<![A-Za-z0-9])(?:{'|'.join(latin)})(?![A-Za-z0-9])|{between}")
