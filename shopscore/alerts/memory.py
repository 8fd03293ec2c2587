"""Remembers who has been told what, so that nobody is told the same thing twice.

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


@dataclass(frozen=True)
class Remembered:
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


Memory = Mapping[str, Remembered]


def load_memory(home: Path) -> Memory:
    """Read what is remembered; a missing or damaged file is an empty memory: told twice is better than never."""
    try:
        document = json.loads((home / FILE_NAME).read_text(encoding="utf-8"))
        return {
            key: Remembered(one["kind"], one["state"], one["since"], frozenset(one["told"]))
            for key, one in document.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save_memory(home: Path, memory: Memory) -> None:
    """Write the memory, whole or not at all.

    Raises:
        OSError: home is not writable.
    """
    document = {
        key: {"kind": one.kind, "state": one.state, "since": one.since, "told": sorted(one.told)}
        for key, one in memory.items()
    }
    with write_private_file(home / FILE_NAME) as file:
        file.write((json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def recall(memory: Memory, events: Sequence[Event], unjudged: set[Kind]) -> dict[str, Remembered]:
    """Return the memory after this refresh has looked: what is new is in it, what is over is not.

    Args:
        memory: after the refresh before.
        events: what there is now.
        unjudged: kinds that could not be looked at; what is remembered of them stays.
    """
    kept = {key: one for key, one in memory.items() if one.kind in unjudged}
    for event in events:
        before = memory.get(event.key)
        is_same = before is not None and before.state == event.state
        kept[event.key] = (
            before if before is not None and is_same else Remembered(event.kind, event.state, event.since.isoformat())
        )
    return kept


def with_known_since(event: Event, memory: Memory) -> Event:
    """Return the event with the moment at which it was first seen in its state."""
    known = memory[event.key].since
    return replace(event, since=datetime.fromisoformat(known) if "T" in known else date.fromisoformat(known))


def mark_told(memory: dict[str, Remembered], channel: str, events: Sequence[Event]) -> None:
    """Remember that a channel has been told of the events."""
    for event in events:
        memory[event.key] = replace(memory[event.key], told=memory[event.key].told | {channel})
