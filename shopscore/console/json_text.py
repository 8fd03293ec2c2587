"""How a value is written in JSON: for programs, all figures unrounded."""

import dataclasses
import json
import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

KEY = "json_key"


def json_key(name: str) -> dict[str, str]:
    """Return the metadata of a dataclass's field whose published key is another than its name."""
    return {KEY: name}


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """Turn a value into what JSON has: decimals as numbers, dates as ISO text, what is not a number as null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            field.metadata.get(KEY, field.name): plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
        }
    if isinstance(value, dict):
        return {str(plain(key)): plain(content) for key, content in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return plain(float(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    return value.hex() if isinstance(value, bytes) else str(value)


def to_json(value: Any, indent: int | None = 2) -> str:
    """Write a value as JSON, Chinese as it is."""
    return json.dumps(plain(value), ensure_ascii=False, indent=indent, allow_nan=False)
