"""The log of what was sent to whom, so that the same thing is sent once.

A small JSON file below home, and no table of the warehouse: it has to be readable and writable when the warehouse is
the very thing that is broken, and after the refresh has let go of its lock. What is worth telling belongs in
`events.py`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from shopscore.alerts.events import Event, Kind
from shopscore.home import write_private_file

FILE_NAME = "alerts_sent.json"

# Of a report of the day that was sent: it is no event, so no refresh finds it over.
REPORT = "report"

# What an older version called a check whose name is part of an event's key.
FORMER_NAME, NAME = ":arrival_", ":source_"


@dataclass(frozen=True)
class SentEvent:
    """An event of an earlier refresh that is not over.

    Attributes:
        kind: what sort of thing.
        state: how it was; another state is told anew.
        since: when it was first seen in this state, ISO.
        told: names of the channels that have been told.
    """

    kind: str
    state: str
    since: str
    told: frozenset[str] = field(default_factory=frozenset)


SentLog = Mapping[str, SentEvent]


def load_sent_log(home: Path) -> SentLog:
    """Read the log; a missing or damaged file is an empty log: told twice is better than never."""
    try:
        document = json.loads((home / FILE_NAME).read_text(encoding="utf-8"))
        return {
            key.replace(FORMER_NAME, NAME): SentEvent(one["kind"], one["state"], one["since"], frozenset(one["told"]))
            for key, one in document.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save_sent_log(home: Path, log: SentLog) -> None:
    """Write the log, whole or not at all.

    Raises:
        OSError: home is not writable.
    """
    document = {
        key: {"kind": one.kind, "state": one.state, "since": one.since, "told": sorted(one.told)}
        for key, one in log.items()
    }
    with write_private_file(home / FILE_NAME) as file:
        file.write((json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def update_sent_log(log: SentLog, events: Sequence[Event], unjudged: set[Kind]) -> dict[str, SentEvent]:
    """Return the log after this refresh has looked: what is new is in it, what is over is not.

    Args:
        log: after the refresh before.
        events: what there is now.
        unjudged: kinds that could not be looked at; what the log says of them stays.
    """
    kept = {key: one for key, one in log.items() if one.kind in unjudged or one.kind == REPORT}
    for event in events:
        before = log.get(event.key)
        is_same = before is not None and before.state == event.state
        kept[event.key] = (
            before if before is not None and is_same else SentEvent(event.kind, event.state, event.since.isoformat())
        )
    return kept


def with_known_since(event: Event, log: SentLog) -> Event:
    """Return the event with the moment at which it was first seen in its state."""
    known = log[event.key].since
    return replace(event, since=datetime.fromisoformat(known) if "T" in known else date.fromisoformat(known))


def mark_sent(log: dict[str, SentEvent], channel: str, events: Sequence[Event]) -> None:
    """Write down that a channel has been told of the events."""
    for event in events:
        log[event.key] = replace(log[event.key], told=log[event.key].told | {channel})


def has_report(log: SentLog, day: date, reader: str, channel: str) -> bool:
    """Tell whether a channel has the report of a day for a reader."""
    sent = log.get(f"{REPORT}:{reader}")
    return sent is not None and sent.state == day.isoformat() and channel in sent.told


def mark_report(log: dict[str, SentEvent], day: date, reader: str, channel: str) -> None:
    """Write down that a channel has the report of a day for a reader; only of the last day is that remembered."""
    key, state = f"{REPORT}:{reader}", day.isoformat()
    before = log.get(key)
    told = before.told if before is not None and before.state == state else frozenset()
    log[key] = SentEvent(REPORT, state, state, told | {channel})
