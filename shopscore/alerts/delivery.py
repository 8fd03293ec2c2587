"""Sends one message to one channel through apprise, and finds out whether it arrived.

The robots of DingTalk, Feishu and WeCom answer 200 also when they refuse a message, and apprise looks at the status
only; so their answers are read here. What a message says belongs in `wording.py`. Apprise is imported late, because
it costs time that no other command should wait for.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopscore.alerts.config import Channel
from shopscore.alerts.wording import Notice
from shopscore.language import Message, tr, trn
from shopscore.settings import ConfigurationError

if TYPE_CHECKING:
    import requests
    from apprise import NotifyBase

Outcome = Literal["sent", "failed", "misconfigured", "nothing_new"]

# What the robots call their error code, and the text beside it; 0 is well.
_ANSWERS = (("errcode", "errmsg"), ("code", "msg"), ("StatusCode", "StatusMessage"))
_ROBOTS = ("dingtalk", "feishu", "lark", "wecombot")
_NEVER = "***"
WECOM = "wecombot"

DETAIL_LIMIT = 400


_OUTCOMES = {
    "sent": Message("sent"),
    "failed": Message("failed"),
    "nothing_new": Message("nothing new"),
    "misconfigured": Message("misconfigured"),
}


@dataclass(frozen=True)
class Delivery:
    """What became of the message for one channel.

    Attributes:
        channel: its name.
        outcome: `sent`, `failed`, `misconfigured`, or `nothing_new` when there was nothing to say.
        detail: why, without any secret.
        events: how many the message holds.
        report: whose report of the day it is; empty for a message of events.
    """

    channel: str
    outcome: Outcome
    detail: str = ""
    events: int = 0
    report: str = ""

    @property
    def line(self) -> str:
        """The same for a person, in one line."""
        said = _OUTCOMES.get(self.outcome, self.outcome)
        line = (
            tr("report {reader} to {channel}: {outcome}", reader=self.report, channel=self.channel, outcome=said)
            if self.report
            else trn(
                "alert {channel}: {outcome}, {count} event",
                "alert {channel}: {outcome}, {count} events",
                self.events,
                channel=self.channel,
                outcome=said,
            )
            if self.events
            else tr("alert {channel}: {outcome}", channel=self.channel, outcome=said)
        )
        return tr("{what}: {remedy}", what=line, remedy=self.detail) if self.detail else line


def deliver(
    channel: Channel, environment: Mapping[str, str], write: Callable[[int], Notice], events: int = 0
) -> Delivery:
    """Send a message to a channel; whatever goes wrong is in what is returned, never raised.

    Args:
        channel: where to.
        environment: holds the secrets.
        write: makes the message, given how many bytes it may have.
        events: how many events the message holds.
    """

    def say(target: "NotifyBase") -> bool:
        message = write(target.body_maxlen)
        return bool(target.notify(body=message.body, title=message.title, body_format=_plain()))

    return _deliver(channel, environment, say, events)


def deliver_picture(
    channel: Channel, environment: Mapping[str, str], picture: Path, write: Callable[[int], Notice]
) -> Delivery:
    """Send a picture to a channel, as it takes one; whatever goes wrong is in what is returned, never raised.

    The robot of WeCom takes pictures, mail and others take attachments with a text; the robots of DingTalk and Feishu
    take neither, and get the text.

    Args:
        channel: where to.
        environment: holds the secrets.
        picture: a PNG.
        write: makes the text, given how many bytes it may have.
    """

    def show(target: "NotifyBase") -> bool:
        if target.secure_protocol == WECOM:
            return _post_picture(target, picture)
        message = write(target.body_maxlen)
        attached = {"attach": _attachment(picture)} if target.attachment_support else {}
        return bool(target.notify(body=message.body, title=message.title, body_format=_plain(), **attached))

    return _deliver(channel, environment, show, 0)


def _deliver(
    channel: Channel, environment: Mapping[str, str], act: "Callable[[NotifyBase], bool]", events: int
) -> Delivery:
    try:
        address = channel.address(environment)
    except ConfigurationError as error:
        return Delivery(channel.name, "misconfigured", str(error), events)
    secrets = channel.secrets(environment)
    with _listening() as heard:
        try:
            target = _target(address)
            if target is None:
                why = "; ".join(heard) or "the notification library does not know such an address"
                return Delivery(channel.name, "misconfigured", _hide(why, secrets), events)
            with _reading_answers() as answers:
                arrived = act(target)
        except Exception as error:
            # A channel must stop neither the others nor the refresh.
            return Delivery(channel.name, "failed", _hide(f"{type(error).__name__}: {error}", secrets), events)
    refusal = next(filter(None, map(_refusal, answers)), None) if _is_robot(address) else None
    if arrived and refusal is None:
        return Delivery(channel.name, "sent", "", events)
    why = refusal or "; ".join(heard) or "it did not say why"
    return Delivery(channel.name, "failed", _hide(why, secrets), events)


def _post_picture(target: Any, picture: Path) -> bool:
    """Post a picture in the form of WeCom's robot, which the library does not know: the file and its MD5."""
    import requests  # noqa: PLC0415

    content = picture.read_bytes()
    # WeCom compares it with what it decoded; it protects nothing.
    digest = hashlib.md5(content, usedforsecurity=False).hexdigest()
    answer = requests.post(
        target.api_url,
        json={"msgtype": "image", "image": {"base64": base64.b64encode(content).decode(), "md5": digest}},
        headers={"User-Agent": target.app_id},
        verify=target.verify_certificate,
        timeout=target.request_timeout,
        allow_redirects=False,
    )
    if answer.status_code != requests.codes.ok:
        raise ConnectionError(
            tr("it answered {code} {value}: {text}", code="HTTP", value=answer.status_code, text=answer.reason)
        )
    return True


def _attachment(picture: Path) -> Any:
    from apprise import AppriseAttachment  # noqa: PLC0415

    return AppriseAttachment(str(picture))


def _target(address: str) -> "NotifyBase | None":
    from apprise import Apprise, AppriseAsset  # noqa: PLC0415

    asset = AppriseAsset(app_id="shopscore", app_desc="shopscore", app_url="")
    found: NotifyBase | None = Apprise.instantiate(address, asset=asset, suppress_exceptions=True)
    return found


def _plain() -> Any:
    from apprise import NotifyFormat  # noqa: PLC0415

    return NotifyFormat.TEXT


def _is_robot(address: str) -> bool:
    return address.startswith(tuple(f"{scheme}://" for scheme in _ROBOTS)) or address.startswith("https://")


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Keep what the library logs to ourselves: it quotes tokens, and says why something failed nowhere else."""
    heard: list[str] = []
    logger = logging.getLogger("apprise")
    handler = _Keeper(heard)
    before = logger.propagate, logger.level
    logger.addHandler(handler)
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate, level = before
        logger.setLevel(level)


class _Keeper(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        # The library warns that something failed and tells the reason one level below.
        if record.levelno >= logging.WARNING or text.startswith(("Socket Exception", "SMTP", "Connection")):
            self._heard.append(text)


@contextmanager
def _reading_answers() -> Iterator[list["requests.Response"]]:
    """Collect every HTTP answer that arrives while the block runs."""
    import requests  # noqa: PLC0415

    answers: list[requests.Response] = []
    original = requests.Session.send

    def send(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        answer = original(session, request, **options)
        answers.append(answer)
        return answer

    requests.Session.send = send  # type: ignore[method-assign,assignment]
    try:
        yield answers
    finally:
        requests.Session.send = original  # type: ignore[method-assign]


def _refusal(answer: "requests.Response") -> str | None:
    """Return what a robot says against a message in an answer whose status is fine."""
    try:
        said = answer.json()
    except ValueError:
        return None
    if not isinstance(said, dict):
        return None
    for code, text in _ANSWERS:
        if said.get(code):
            return tr("it answered {code} {value}: {text}", code=code, value=said[code], text=said.get(text, ""))
    return None


def _hide(text: str, secrets: Sequence[str]) -> str:
    for secret in secrets:
        text = re.sub(re.escape(secret), _NEVER, text, flags=re.IGNORECASE)
    line = " ".join(text.split())
    return line if len(line) <= DETAIL_LIMIT else f"{line[:DETAIL_LIMIT]}…"
