"""Sends the report of the day to the channels that want it, once a day, after the noon run.

How a picture reaches a channel is in `shopscore.alerts.delivery`; whom to tell, in `alerts.yml`.
"""

import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from shopscore.alerts.config import AGENCY, Channel, config_file, load_config
from shopscore.alerts.delivery import Delivery, deliver_picture
from shopscore.alerts.sent_log import has_report, load_sent_log, mark_report, save_sent_log
from shopscore.console.errors import CommandError
from shopscore.console.published import choose_date, open_current, read_label
from shopscore.cutoff import CUTOFF
from shopscore.language import speaking
from shopscore.report.archive import archive_of, keep_report, read_report
from shopscore.report.reading import find_shop
from shopscore.report.text import compose_text
from shopscore.settings import ConfigurationError, Settings, now

if TYPE_CHECKING:
    import duckdb


def send_reports(settings: Settings, environment: Mapping[str, str] = os.environ) -> list[Delivery]:
    """Send each channel the reports that it wants and does not have; never raises.

    Nothing is sent of a publication from before noon, whose day is not over, nor of a day that noon has passed again.

    Args:
        settings: the home.
        environment: holds the secrets.

    Returns:
        What became of each report; empty where nobody wants one. A configuration that cannot be used is for the alerts
        to say.
    """
    file = config_file(settings, environment)
    try:
        config = load_config(file)
    except ConfigurationError:
        return []
    wanted = [(channel, reader) for channel in config.channels for reader in channel.report] if config else []
    if not wanted:
        return []
    deliveries: list[Delivery] = []
    try:
        with open_current(settings.published) as connection:
            day = choose_date(connection, None)
            noon = datetime.combine(day, CUTOFF)
            if read_label(connection).published_at < noon or now() >= noon + timedelta(days=1):
                return []
            log = dict(load_sent_log(settings.home))
            for channel, reader in wanted:
                if has_report(log, day, reader, channel.name):
                    continue
                delivery = _send(connection, settings, channel, reader, environment)
                deliveries.append(delivery)
                if delivery.outcome == "sent":
                    mark_report(log, day, reader, channel.name)
                    save_sent_log(settings.home, log)
    except Exception as error:
        # A report must not make a good refresh a failed one.
        deliveries.append(Delivery(file.name, "failed", f"{type(error).__name__}: {error}"))
    return deliveries


def _send(
    connection: "duckdb.DuckDBPyConnection",
    settings: Settings,
    channel: Channel,
    reader: str,
    environment: Mapping[str, str],
) -> Delivery:
    """Make a report in the language of a channel and send it there; a reader that fails stops no other."""
    try:
        with speaking(channel.language):
            of = None if reader == AGENCY else find_shop(connection, reader)
            picture = keep_report(connection, of, archive_of(settings)).picture
            report = read_report(connection, of)
        sent = deliver_picture(channel, environment, picture, partial(compose_text, report))
    except (CommandError, ConfigurationError) as error:
        return Delivery(channel.name, "misconfigured", str(error), report=reader)
    except Exception as error:
        return Delivery(channel.name, "failed", f"{type(error).__name__}: {error}", report=reader)
    return Delivery(sent.channel, sent.outcome, sent.detail, report=reader)
