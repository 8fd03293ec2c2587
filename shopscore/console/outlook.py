"""What moved a score, where it goes when nothing new happens, and how far it is to the next mark.

Nothing is computed here: the figures are those of the marts. Drawing belongs in `outlook_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from shopscore.console.wording import Number
from shopscore.language import tr
from shopscore.sql_files import statement
from shopscore.warehouse import fetch


@dataclass(frozen=True)
class Mover:
    """What an indicator gave to the change of the total in points, over 7 days also by cause."""

    indicator_id: str
    contribution_1d: Number
    contribution_7d: Number
    contribution_to_peer_gap: Number
    entered_7d: Number
    left_window_7d: Number
    corrected_7d: Number
    decayed_7d: Number
    rule_changed_7d: Number
    peers_moved_7d: Number
    reweighted_7d: Number

    def causes(self) -> Mapping[str, Number]:
        """Return the points of the last 7 days by cause, in words of the run's language."""
        return {
            tr("new"): self.entered_7d,
            tr("left the window"): self.left_window_7d,
            tr("corrected"): self.corrected_7d,
            tr("time-weighted"): self.decayed_7d,
            tr("rule"): self.rule_changed_7d,
            tr("peers moved"): self.peers_moved_7d,
            tr("weights"): self.reweighted_7d,
        }


@dataclass(frozen=True)
class DayAhead:
    """The total on a day to come when nothing new happens; `basis` is `exact` or `peers_held_still`.

    `idle_score` is the total when nothing new happens to the peers either.
    """

    target_date: date
    days_ahead: int
    score: Number
    change: Number
    status: str
    basis: str
    idle_score: Number
    idle_change: Number


@dataclass(frozen=True)
class Line:
    """Where the total stands to a line: `below`, `near` or `ok`, and when it crosses it by itself.

    `score` is what the line looks at: `item` is `total` or a dimension, `statistic` the score of a `day` or `mean_7d`.
    A line of several `days_running` is missed on the last of them; `days_below` counts them.
    """

    threshold_id: str
    name_en: str
    name_zh: str | None
    limit_value: Number
    state: str
    consequence: str
    days_to_cross: int | None
    crosses_to: str | None
    consequence_zh: str | None = None
    score: Number = None
    item: str = "total"
    statistic: str = "day"
    days_running: int = 1
    days_below: int = 0
    crosses_on: date | None = None


@dataclass(frozen=True)
class Target:
    """Good events that an indicator lacks to a mark; `needed` is null when no number of them is enough.

    What it gives is null by rank: `target_score` of the indicator, and the gains before bonus and deductions. `crosses`
    are the `threshold_id`s that the gain crosses, a comma between. The `usual_cases` of some days reach it by
    `usual_by` with the mean `usual_mean`.
    """

    indicator_id: str
    target: str
    threshold_id: str | None
    unit: str
    current_value: Number
    target_value: Number
    good_event_en: str | None
    good_event_zh: str | None
    needed: int | None
    needed_by_date: int | None
    by_date: date | None
    counts_from: date
    score: Number = None
    target_score: Number = None
    dimension_gain: Number = None
    total_gain: Number = None
    is_estimated: bool | None = None
    crosses: str | None = None
    usual_cases: int | None = None
    usual_mean: Number = None
    usual_by: date | None = None


@dataclass(frozen=True)
class Outlook:
    """Movers of the total, and, on the newest date only, its forecast, lines and targets."""

    movers: Sequence[Mover]
    forecast: Sequence[DayAhead]
    lines: Sequence[Line]
    targets: Sequence[Target]


def read_outlook(connection: duckdb.DuckDBPyConnection, version_key: Mapping[str, Any]) -> Outlook:
    """Read the outlook of one score.

    Args:
        connection: an open published file.
        version_key: assessment_date, system_id, rule_version, platform, subject_type and subject_id of the score.
    """
    return Outlook(
        movers=[Mover(**row) for row in fetch(connection, statement(__name__, "score_movers"), version_key)],
        forecast=[DayAhead(**row) for row in fetch(connection, statement(__name__, "score_forecast"), version_key)],
        lines=[Line(**row) for row in fetch(connection, statement(__name__, "score_lines"), version_key)],
        targets=[Target(**row) for row in fetch(connection, statement(__name__, "score_targets"), version_key)],
    )
