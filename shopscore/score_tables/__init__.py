"""The tables that only the score page of a shop shows: limits, weights, points of pickups.

Which of them are missing for which shop, what landed pages already say of a limit, and whether what was filled in
agrees with itself and with the pages. How a score is read from them belongs in the models.
"""

from shopscore.score_tables.bounds import Bound, Reading, bounds_of
from shopscore.score_tables.checking import LimitRow, Problem, find_problems
from shopscore.score_tables.reading import Limits, MissingTable, ScoreTables, read_score_tables
from shopscore.score_tables.template import say_bound, write_template

__all__ = [
    "Bound",
    "LimitRow",
    "Limits",
    "MissingTable",
    "Problem",
    "Reading",
    "ScoreTables",
    "bounds_of",
    "find_problems",
    "read_score_tables",
    "say_bound",
    "write_template",
]
