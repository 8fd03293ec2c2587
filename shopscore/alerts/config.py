"""Reads the one file that says whom to tell what, in which language.

Secrets come from the environment only: the file names the variables, and a secret written into it is refused. How a
message is sent belongs in `delivery.py`.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import yaml

from shopscore.alerts.events import KINDS, Kind
from shopscore.language import current_language, tr
from shopscore.settings import ConfigurationError, Settings

FILE_VARIABLE = "SHOPSCORE_ALERTS"
FILE_NAME = "alerts.yml"
DEFAULT_AHEAD = 7
# marts.score_forecast looks no further.
FORECAST_DAYS = 30
SHORTEST_SECRET = 6

Language = Literal["zh", "en"]

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ADDRESS = re.compile(r"^(?P<scheme>[a-z0-9]+)://(?:(?P<user>[^/?@]*)@)?(?P<host>[^/?@]*)(?P<rest>.*)$", re.DOTALL)
_PIECES = re.compile(r"[/?&=@:]+")
_SECRET_ARGUMENT = re.compile(r"[?&](pass|password|token|secret|key|access_token|sig|sign)=(?!\$\{)[^&]", re.IGNORECASE)

# For these the host is a server's name; everywhere else it is the token of a robot.
_SERVERS = ("json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "ntfy", "ntfys", "syslog")


@dataclass(frozen=True)
class Channel:
    """Somebody to tell.

    Attributes:
        name: for people and for the memory of what was sent.
        url: address as the notification library wants it, with `${VARIABLE}` where a secret belongs.
        language: of the texts.
        events: kinds that are sent there.
    """

    name: str
    url: str
    language: Language
    events: frozenset[Kind]

    def address(self, environment: Mapping[str, str]) -> str:
        """Return the address with the secrets in it; never to be shown.

        Raises:
            ConfigurationError: a variable is not set; the message names it.
        """
        missing = [name for name in variables_in(self.url) if not environment.get(name)]
        if missing:
            raise ConfigurationError(
                f"channel '{self.name}': the environment has no {', '.join(missing)}; set it where shopscore runs."
            )
        if _VARIABLE.fullmatch(self.url):
            return environment[variables_in(self.url)[0]]
        return _VARIABLE.sub(lambda found: quote(environment[found[1]], safe=""), self.url)

    def secrets(self, environment: Mapping[str, str]) -> list[str]:
        """Return every text that must not be shown, the longest first: values, and the pieces of a whole address."""
        values = {environment.get(name, "") for name in variables_in(self.url)}
        if _VARIABLE.fullmatch(self.url):
            values |= {piece for value in values for piece in _PIECES.split(value) if len(piece) >= SHORTEST_SECRET}
        return sorted((values | {quote(value, safe="") for value in values}) - {""}, key=len, reverse=True)


@dataclass(frozen=True)
class AlertsConfig:
    """Everything the file says.

    Attributes:
        channels: in the order of the file.
        near: points above a limit up to which a score is near it; None: as the rules say.
        ahead: days within which a score is near a limit that it will fall below by itself.
    """

    channels: Sequence[Channel]
    near: float | None = None
    ahead: int = DEFAULT_AHEAD


def config_file(settings: Settings, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the file is: `SHOPSCORE_ALERTS`, else `alerts.yml` below home."""
    named = environment.get(FILE_VARIABLE)
    return Path(named).expanduser() if named else settings.home / FILE_NAME


def load_config(file: Path) -> AlertsConfig | None:
    """Read the file; None when there is none, which means that nobody wants to be told.

    Raises:
        ConfigurationError: the file cannot be read, says something unknown, or holds a secret.
    """
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(tr("{path} cannot be read: {error}", path=file.name, error=error)) from error
    except yaml.YAMLError as error:
        # The error's own text quotes the line, and with it whatever was typed there.
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        raise ConfigurationError(tr("{place}: not valid YAML", place=f"{file.name}{place}")) from error
    return _config(file.name, document)


def variables_in(url: str) -> list[str]:
    """Return the names of the environment variables that an address needs, in order."""
    return _VARIABLE.findall(url)


def find_literal_secret(url: str) -> str | None:
    """Say where an address holds a secret in clear, None when it holds none that can be told by its place."""
    address = _ADDRESS.match(url)
    if address is None:
        return None
    _, colon, password = (address["user"] or "").partition(":")
    if colon and not _VARIABLE.fullmatch(password):
        return "the password before the @"
    is_server = address["scheme"] in _SERVERS
    if not is_server and address["user"] and not colon and not _VARIABLE.fullmatch(address["user"]):
        return "the secret before the @"
    if not is_server and not _VARIABLE.search(address["host"]):
        return f"the token after {address['scheme']}://"
    named = _SECRET_ARGUMENT.search(address["rest"])
    return f"the argument {named[1]}" if named else None


def _config(place: str, document: Any) -> AlertsConfig:
    _check_keys(place, document, ("language", "near", "ahead", "channels"))
    near = document.get("near")
    if near is not None and (isinstance(near, bool) or not isinstance(near, int | float) or near < 0):
        raise ConfigurationError(
            tr("{place}: near is '{value}': give points of score, 0 or more", place=place, value=near)
        )
    ahead = document.get("ahead", DEFAULT_AHEAD)
    if isinstance(ahead, bool) or not isinstance(ahead, int) or not 0 <= ahead <= FORECAST_DAYS:
        raise ConfigurationError(
            tr(
                "{place}: ahead is '{value}': give whole days, 0 to {most}",
                place=place,
                value=ahead,
                most=FORECAST_DAYS,
            )
        )
    described = document.get("channels")
    if not isinstance(described, list) or not described:
        raise ConfigurationError(tr("{place}: channels must be a list with at least one channel", place=place))
    language = _language(place, document.get("language", current_language()))
    channels = [_channel(f"{place}: channel {n}", one, language) for n, one in enumerate(described, start=1)]
    names = [channel.name for channel in channels]
    for name in names:
        if names.count(name) > 1:
            raise ConfigurationError(
                tr("{place}: channel '{name}' appears twice; names must differ", place=place, name=name)
            )
    return AlertsConfig(channels, None if near is None else float(near), ahead)


def _channel(place: str, described: Any, language: Language) -> Channel:
    _check_keys(place, described, ("name", "url", "language", "events"))
    name, url = described.get("name"), described.get("url")
    if not isinstance(name, str) or not name:
        raise ConfigurationError(tr("{place}: it has no name", place=place))
    if not isinstance(url, str) or not url:
        raise ConfigurationError(tr("{place} ({name}): it has no url", place=place, name=name))
    secret = find_literal_secret(url)
    if secret:
        raise ConfigurationError(
            tr(
                "{place} ({name}): {secret} is written out; put {variable} there and set that in the environment",
                place=place,
                name=name,
                secret=secret,
                variable="${A_VARIABLE}",
            )
        )
    if not _VARIABLE.fullmatch(url) and not _ADDRESS.match(url):
        raise ConfigurationError(
            tr(
                "{place} ({name}): url is not an address like {example}",
                place=place,
                name=name,
                example="dingtalk://${DINGTALK_TOKEN}",
            )
        )
    events = described.get("events", list(KINDS))
    unknown = [kind for kind in events if kind not in KINDS] if isinstance(events, list) else [events]
    if unknown or not events:
        raise ConfigurationError(
            tr("{place} ({name}): events must be a list of some of {kinds}", place=place, name=name, kinds=tuple(KINDS))
        )
    return Channel(name, url, _language(f"{place} ({name})", described.get("language", language)), frozenset(events))


def _language(place: str, word: Any) -> Language:
    if word == "zh":
        return "zh"
    if word == "en":
        return "en"
    raise ConfigurationError(tr("{place}: language is '{value}', it must be zh or en", place=place, value=word))


def _check_keys(place: str, described: Any, known: Sequence[str]) -> None:
    if not isinstance(described, dict):
        raise ConfigurationError(tr("{place}: it must name {known}", place=place, known=tuple(known)))
    unknown = [str(key) for key in described if key not in known]
    if unknown:
        raise ConfigurationError(
            tr("{place}: unknown {unknown}; known are {known}", place=place, unknown=tuple(unknown), known=tuple(known))
        )
