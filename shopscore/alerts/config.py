"""Reads the one file that says whom to tell what, in which language.

Secrets come from the environment only: the file names the variables, and a secret written into it is refused. How a
message is sent belongs in `delivery.py`.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from shopscore.alerts.addresses import (
    fill_in,
    find_literal_secret,
    is_address,
    is_one_variable,
    pieces_of,
    variables_in,
)
from shopscore.alerts.events import KINDS, Kind
from shopscore.language import Language, Message, current_language, tr
from shopscore.settings import PROJECT_DIR, ConfigurationError, Settings

FILE_VARIABLE = "SHOPSCORE_ALERTS"
FILE_NAME = "alerts.yml"
# What stands for all shops where readers of a report are named.
AGENCY = "agency"

# What is wrong is said in our words, and nothing of a secret is ever quoted.
_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)
_UNKNOWN_KEY = ("extra_forbidden", "invalid_key")


class Channel(BaseModel):
    """Somebody to tell.

    Attributes:
        name: for people and for the log of what was sent.
        url: address as the notification library wants it, with `${VARIABLE}` where a secret belongs.
        language: of the texts.
        report: whose report of the day is sent there: `agency` for that of all shops, ids of shops for theirs.
        events: kinds that are sent there; none only where a report is.
    """

    model_config = _STRICT

    name: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(min_length=1)]
    language: Language
    report: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1)] = ()
    events: Annotated[frozenset[Kind], Field(strict=False)] = frozenset(KINDS)

    @field_validator("report", mode="before")
    @classmethod
    def _one_or_several(cls, report: Any) -> Any:
        if report == AGENCY:
            return (AGENCY,)
        # YAML takes an id without quotes for a number.
        return tuple(f"{one}" if type(one) is int else one for one in report) if isinstance(report, list) else report

    @field_validator("events")
    @classmethod
    def _is_told_something(cls, events: frozenset[Kind], about: ValidationInfo) -> frozenset[Kind]:
        if not events and not about.data.get("report"):
            raise PydanticCustomError("nothing", "nothing is sent there")
        return events

    @field_validator("url")
    @classmethod
    def _holds_no_secret(cls, url: str) -> str:
        secret = find_literal_secret(url)
        if secret:
            raise PydanticCustomError("secret", "a secret is written out", {"secret": secret})
        if not is_address(url):
            raise PydanticCustomError("address", "not an address")
        return url

    def address(self, environment: Mapping[str, str]) -> str:
        """Return the address with the secrets in it; never to be shown.

        Raises:
            ConfigurationError: a variable is not set; the message names it.
        """
        missing = tuple(name for name in variables_in(self.url) if not environment.get(name))
        if missing:
            raise ConfigurationError(
                tr(
                    "channel '{name}': the environment has no {missing}; set it where shopscore runs.",
                    name=self.name,
                    missing=missing,
                )
            )
        values = {name: environment[name] for name in variables_in(self.url)}
        if is_one_variable(self.url):
            return fill_in(self.url, values)
        return fill_in(self.url, {name: quote(value, safe="") for name, value in values.items()})

    def secrets(self, environment: Mapping[str, str]) -> list[str]:
        """Return every text that must not be shown, the longest first: values, and the pieces of a whole address."""
        values = {environment.get(name, "") for name in variables_in(self.url)}
        if is_one_variable(self.url):
            values |= {piece for value in values for piece in pieces_of(value)}
        return sorted((values | {quote(value, safe="") for value in values}) - {""}, key=len, reverse=True)


class AlertsConfig(BaseModel):
    """Everything the file says.

    Attributes:
        language: of the channels that say none.
        near: points above a limit up to which a score is near it; None: as the rules say.
        ahead: days within which a score is near a limit that it will fall below by itself.
        channels: in the order of the file.
    """

    model_config = _STRICT

    language: Language
    near: Annotated[float, Field(ge=0)] | None = None
    ahead: Annotated[int, Field(ge=0)] = 7
    channels: Annotated[list[Channel], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _channels_speak_the_language_of_the_file(cls, document: Any) -> Any:
        if not isinstance(document, dict):
            return document
        document = {"language": current_language(), **document}
        if isinstance(channels := document.get("channels"), list):
            default = {"language": document["language"]}
            document["channels"] = [default | one if isinstance(one, dict) else one for one in channels]
        return document

    @field_validator("ahead")
    @classmethod
    def _the_forecast_looks_as_far(cls, ahead: int) -> int:
        if ahead > forecast_days():
            raise PydanticCustomError("too_far", "further than the forecast")
        return ahead

    @field_validator("channels")
    @classmethod
    def _names_differ(cls, channels: list[Channel]) -> list[Channel]:
        names = [channel.name for channel in channels]
        for name in names:
            if names.count(name) > 1:
                raise PydanticCustomError("same_name", "a name appears twice", {"name": name})
        return channels


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
    try:
        return AlertsConfig.model_validate(document)
    except ValidationError as error:
        # Not chained: a traceback would show what was typed.
        raise ConfigurationError(_explain(error, file.name, document)) from None


def forecast_days() -> int:
    """Return how many days marts.score_forecast looks ahead, as the dbt project says."""
    project = yaml.safe_load((PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8"))
    return int(project["vars"]["forecast_days"])


def _explain(invalid: ValidationError, file: str, document: Any) -> str:
    """Say the first thing that is wrong: file, key, what to do. A key that nobody knows comes before all others."""
    errors = invalid.errors(include_url=False)
    unknown = [error for error in errors if error["type"] in _UNKNOWN_KEY]
    error = (unknown or errors)[0]
    where = error["loc"]
    model: type[BaseModel] = AlertsConfig
    place, described = file, document
    if where[:1] == ("channels",) and len(where) > 1:
        number = int(where[1])
        model, place, where = Channel, f"{file}: channel {number + 1}", where[2:]
        described = document["channels"][number]
    key = str(where[0]) if where else ""
    if model is Channel and key == "language":
        place = f"{place} ({described['name']})" if described.get("name") else place
    known = tuple(model.model_fields)
    if unknown:
        said = Message("{place}: unknown {unknown}; known are {known}")
    elif key in known:
        said = _WRONG.get(error["type"]) or _WRONG[key]
    else:
        said = Message("{place}: it must name {known}")
    values = {
        "place": place,
        "name": described.get("name") if isinstance(described, dict) else None,
        "value": error["input"],
        "unknown": tuple(str(one["loc"][len(error["loc"]) - len(where)]) for one in unknown),
        "known": known,
        "kinds": KINDS,
        "most": forecast_days(),
        "example": "dingtalk://${DINGTALK_TOKEN}",
        "variable": "${A_VARIABLE}",
    }
    return Message(said.template, **(values | error.get("ctx", {}))).said()


# By the kind of error where we raised it ourselves, else by key.
_WRONG = {
    "near": Message("{place}: near is '{value}': give points of score, 0 or more"),
    "ahead": Message("{place}: ahead is '{value}': give whole days, 0 to {most}"),
    "channels": Message("{place}: channels must be a list with at least one channel"),
    "same_name": Message("{place}: channel '{name}' appears twice; names must differ"),
    "name": Message("{place}: it has no name"),
    "url": Message("{place} ({name}): it has no url"),
    "secret": Message(
        "{place} ({name}): {secret} is written out; put {variable} there and set that in the environment"
    ),
    "address": Message("{place} ({name}): url is not an address like {example}"),
    "events": Message("{place} ({name}): events must be a list of some of {kinds}"),
    "report": Message("{place} ({name}): report must be agency, or a list of shop ids"),
    "language": Message("{place}: language is '{value}', it must be zh or en"),
}
