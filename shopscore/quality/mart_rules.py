"""What a mart has to keep: each rule is a query of `sql/mart_rules`, the mart's rows with how far each departs from it.

Every query returns `scope` (a system, or `all`), `value` and the columns that name a row, and no more. How far is too
far stands in the seed of limits; comparing and naming rows belongs in `mart_checks.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from shopscore.language import Message
from shopscore.sql_files import statement

KEY = ("assessment_date", "system_id", "rule_version", "subject_type", "subject_id")
# The catalog under which the last publication is attached; the queries name it.
LAST_PUBLICATION = "last_publication"


@dataclass(frozen=True)
class MartRule:
    """One rule of a mart.

    Attributes:
        description: the rule in words.
        at_least: the limits are the least allowed.
        needs_last: it compares with the last publication, and says nothing without one.
        advice: what to do where it is broken.
    """

    description: Message
    at_least: bool = False
    needs_last: bool = False
    advice: Message | None = None


# By the name of the check, which is that of the query's file too.
MART_RULES = {
    "rows": MartRule(Message("there are rows"), at_least=True),
    "rows_kept": MartRule(Message("rows against the last publication"), at_least=True, needs_last=True),
    "one_row_per_key": MartRule(Message("one row per key")),
    "scores_on_scale": MartRule(Message("a score lies inside floor and ceiling of its rule version")),
    "scale_is_known": MartRule(Message("a score has a rule version that has a scale")),
    "status_agrees": MartRule(Message("a score is there exactly when the status says scored or partial")),
    "weights_sum_to_one": MartRule(Message("the weights behind a score sum to 1")),
    "ratio_within_one": MartRule(Message("0 <= numerator <= denominator of a ratio")),
    "no_subject_lost": MartRule(Message("no subject of the last publication is lost"), needs_last=True),
    "unexplained_change": MartRule(
        Message("no total changed since the day before by more than its largest driver explains")
    ),
    "rules_compared": MartRule(
        Message("days since the official version in force was compared with what the platform says"),
        advice=Message(
            "read the platform's rule text again, enter what changed as a new version (CONTRIBUTING.md), and set "
            "checked_on in seeds/rules/systems.csv"
        ),
    ),
}


def departures(check_name: str, table: str, subject: Sequence[str]) -> str:
    """Return the query of a rule: how far each row of a mart departs from it.

    Args:
        check_name: a key of `MART_RULES`.
        table: `schema.table` of the mart.
        subject: what the limit is about, such as the columns of the key.
    """
    whole = (*KEY, *subject)
    return statement(
        __name__,
        f"mart_rules/{check_name}",
        table=table,
        key=KEY,
        subject=subject,
        whole=whole,
        last_of_whole=whole[-1],
        needed="score" if subject else "system_id",
    )
