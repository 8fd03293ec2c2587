"""Alerts: who is told what after a refresh, once, in their language.

What is late is decided in `shopscore.freshness`, what closes the gate in `shopscore.quality`.
"""

from shopscore.alerts.delivery import Delivery
from shopscore.alerts.events import Event, Facts, collect_events
from shopscore.alerts.notification import notify, send, send_test

__all__ = ["Delivery", "Event", "Facts", "collect_events", "notify", "send", "send_test"]
