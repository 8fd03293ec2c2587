"""Alerts: who is told what after a refresh, once, in their language.

What is late is decided in `orchestration.freshness`, what closes the gate in `orchestration.quality`.
"""

from orchestration.alerts.delivery import Delivery
from orchestration.alerts.events import Event, Facts, collect_events
from orchestration.alerts.notification import notify, send, send_test

__all__ = ["Delivery", "Event", "Facts", "collect_events", "notify", "send", "send_test"]
