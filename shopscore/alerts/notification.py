"""Tells every channel, once, what a refresh left behind that somebody should know.

The order of things only: facts, events, what is new to whom, words, delivery, the log.
"""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from shopscore.alerts.config import AlertsConfig, Channel, config_file, load_config
from shopscore.alerts.delivery import Delivery, deliver
from shopscore.alerts.events import Event, collect_events, unjudged_kinds
from shopscore.alerts.facts import read_facts
from shopscore.alerts.sent_log import (
    SentEvent,
    load_sent_log,
    mark_sent,
    save_sent_log,
    update_sent_log,
    with_known_since,
)
from shopscore.alerts.wording import Notice, compose, compose_test
from shopscore.language import tr
from shopscore.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from shopscore.landing import LandingSummary
    from shopscore.quality.results import CheckResult


def notify(
    settings: Settings,
    status: str,
    gate_closed_by: "Sequence[CheckResult]",
    message: str | None,
    landing: "LandingSummary | None",
    *,
    environment: Mapping[str, str] = os.environ,
) -> list[Delivery]:
    """Tell the configured channels what a finished refresh left behind; never raises.

    To be called once per refresh, after it has let go of its lock.

    Args:
        settings: home and assessment date.
        status: `published`, `failed` or `blocked`.
        gate_closed_by: checks that keep the last publication in place.
        message: why it failed.
        landing: what landed; None when it did not come to that.
        environment: holds the secrets.

    Returns:
        What became of the message of each channel; empty when nobody wants to be told. Trouble that is no channel's
        stands there under the name of the configuration file.
    """
    file = config_file(settings, environment)
    try:
        config = load_config(file)
        if config is None:
            return []
        facts = read_facts(settings, status, gate_closed_by, message, landing, near=config.near, ahead=config.ahead)
        events = collect_events(facts)
        sent_log = update_sent_log(load_sent_log(settings.home), events, unjudged_kinds(facts))
        deliveries = send(events, config, sent_log, settings, environment)
        save_sent_log(settings.home, sent_log)
    except ConfigurationError as error:
        return [Delivery(file.name, "misconfigured", str(error))]
    except Exception as error:
        # An alert must not make a good refresh a failed one.
        return [Delivery(file.name, "failed", f"{type(error).__name__}: {error}")]
    return deliveries


def send(
    events: Sequence[Event],
    config: AlertsConfig,
    sent_log: dict[str, SentEvent],
    settings: Settings,
    environment: Mapping[str, str] = os.environ,
) -> list[Delivery]:
    """Send each channel one message with the events that are new to it, and mark in the log who was told.

    Args:
        events: what there is, most urgent first; each of them is in the log.
        config: who wants to be told what.
        sent_log: after `update_sent_log`; a channel whose message did not arrive is not marked, and gets it next time.
        settings: the assessment date.
        environment: holds the secrets.
    """
    deliveries = []
    for channel in config.channels:
        new = [
            with_known_since(event, sent_log)
            for event in events
            if event.kind in channel.events and channel.name not in sent_log[event.key].told
        ]
        if not new:
            deliveries.append(Delivery(channel.name, "nothing_new"))
            continue
        write = partial(_compose, new, settings, channel)
        delivery = deliver(channel, environment, write, len(new))
        if delivery.outcome == "sent":
            mark_sent(sent_log, channel.name, new)
        deliveries.append(delivery)
    return deliveries


def send_test(settings: Settings, environment: Mapping[str, str] = os.environ) -> list[Delivery]:
    """Send a test message to every channel; the log takes no note of it.

    Raises:
        ConfigurationError: there is no configuration, or it is unusable.
    """
    file = config_file(settings, environment)
    config = load_config(file)
    if config is None:
        raise ConfigurationError(tr("there is no {path}: docs/operations.md says what to write there", path=file))
    return [deliver(channel, environment, partial(_compose_test, channel)) for channel in config.channels]


def _compose(events: Sequence[Event], settings: Settings, channel: Channel, max_bytes: int) -> Notice:
    return compose(events, settings.as_of, channel.language, max_bytes)


def _compose_test(channel: Channel, _max_bytes: int) -> Notice:
    return compose_test(channel.language)
