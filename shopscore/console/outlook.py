"""What moved a score, where it goes when nothing new happens, and how far it is to the next mark.

Nothing is computed here: the figures are those of the marts. Drawing belongs in `outlook_view.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from shopscore.console.published import fetch
from shopscore.console.wording import Figure
from shopscore.language import tr

OF_THE_SCORE = """
    where
        assessment_date = $assessment_date and system_id = $system_id and rule_version = $rule_version
        and platform = $platform and subject_type = $subject_type and subject_id = $subject_id
"""

MOVERS = f"""
    select
        indicator_id, contribution_1d, contribution_7d, contribution_to_peer_gap,
        entered_7d, left_window_7d, corrected_7d, decayed_7d, rule_changed_7d, peers_moved_7d, reweighted_7d
    from marts.score_drivers
    {OF_THE_SCORE}
    order by abs(contribution_7d) desc nulls last, abs(contribution_1d) desc nulls last, indicator_id
"""

FORECAST = f"""
    select target_date, days_ahead, score, change, status, basis, idle_score, idle_change
    from marts.score_forecast
    {OF_THE_SCORE}
    order by target_date
"""

LINES = f"""
    select
        threshold_id, coalesce(names.name_en, threshold_id) as name_en, names.name_zh, "limit" as limit_value, state,
        consequence, days_to_cross, crosses_to, consequence_zh
    from marts.threshold_alerts
    left join (
        select threshold_id, min(name_en) as name_en, min(name_zh) as name_zh from dims.thresholds group by threshold_id
    ) as names using (threshold_id)
    {OF_THE_SCORE}
    order by limit_value, threshold_id
"""

TARGETS = f"""
    select
        indicator_id, target, threshold_id, unit, current_value, target_value, good_event_en, good_event_zh, needed,
        needed_by_date, by_date, counts_from
    from marts.score_targets
    {OF_THE_SCORE} and target <> 'own_target'
    order by indicator_id, target
"""


@dataclass(frozen=True)
class Mover:
    """What an indicator gave to the change of the total in points, over 7 days also by cause."""

    indicator_id: str
    contribution_1d: Figure
    contribution_7d: Figure
    contribution_to_peer_gap: Figure
    entered_7d: Figure
    left_window_7d: Figure
    corrected_7d: Figure
    decayed_7d: Figure
    rule_changed_7d: Figure
    peers_moved_7d: Figure
    reweighted_7d: Figure

    def causes(self) -> Mapping[str, Figure]:
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
    score: Figure
    change: Figure
    status: str
    basis: str
    idle_score: Figure
    idle_change: Figure


@dataclass(frozen=True)
class Line:
    """Where the total stands to a line: `below`, `near` or `ok`, and when it crosses it by itself."""

    threshold_id: str
    name_en: str
    name_zh: str | None
    limit_value: Figure
    state: str
    consequence: str
    days_to_cross: int | None
    crosses_to: str | None
    consequence_zh: str | None = None


@dataclass(frozen=True)
class Target:
    """Good events that an indicator lacks to a mark; `needed` is null when no number of them is enough."""

    indicator_id: str
    target: str
    threshold_id: str | None
    unit: str
    current_value: Figure
    target_value: Figure
    good_event_en: str | None
    good_event_zh: str | None
    needed: int | None
    needed_by_date: int | None
    by_date: date | None
    counts_from: date


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
        movers=[Mover(**row) for row in fetch(connection, MOVERS, version_key)],
        forecast=[DayAhead(**row) for row in fetch(connection, FORECAST, version_key)],
        lines=[Line(**row) for row in fetch(connection, LINES, version_key)],
        targets=[Target(**row) for row in fetch(connection, TARGETS, version_key)],
    )
