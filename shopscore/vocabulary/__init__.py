"""Words that no vocabulary knows, what is withheld for them or for a failed check, and the user's own words.

    withheld, unknown = read_withheld(connection), read_unknown_words(connection)
    lines = [*map(say_withheld, withheld), *say_unknown_words(unknown)]

`connection` is a warehouse after dbt, or a publication: both have `ops.withheld_indicators` and `ops.unknown_words`.
How a word is classed belongs in `models/events/words`.
"""

from shopscore.vocabulary.findings import UnknownWord, WithheldShop, read_unknown_words, read_withheld
from shopscore.vocabulary.own_words import read_meanings, write_own_words
from shopscore.vocabulary.wording import say_unknown_word, say_unknown_words, say_withheld

__all__ = [
    "UnknownWord",
    "WithheldShop",
    "read_meanings",
    "read_unknown_words",
    "read_withheld",
    "say_unknown_word",
    "say_unknown_words",
    "say_withheld",
    "write_own_words",
]
