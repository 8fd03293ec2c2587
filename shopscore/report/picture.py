"""Sets a report as a picture: a column as wide as a phone, in a font that comes with a package.

What it says belongs in the models, how it looks in `templates/report.typ`. The texts go in as JSON, so that no text of
a merchant is ever markup.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from shopscore.language import tr
from shopscore.report.agency_model import AgencyReport
from shopscore.report.shop_model import ShopReport
from shopscore.settings import ConfigurationError

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
FONT_PACKAGE, SETTER = "manimgx_fonts_cjk", "typst"
WIDTH = 1080
# The template's page is 360 points wide, and an inch has 72 of them.
INCHES = 360 / 72
# What a robot of WeCom takes.
MOST_BYTES = 2 * 1024 * 1024
# Shops of the longest picture; the page has them all.
MOST_ROWS = 60

Report = ShopReport | AgencyReport


class NotInstalledError(ConfigurationError):
    """The packages that set a picture are not there; the message says how to get them."""


def check_installed() -> None:
    """Raise a `NotInstalledError` where a picture cannot be set.

    Raises:
        NotInstalledError: the group `report` is not installed.
    """
    if find_spec(SETTER) is None or find_spec(FONT_PACKAGE) is None:
        raise NotInstalledError(
            tr(
                "a picture is set by packages that are not installed: run {make} in the project's folder, or {pip}",
                make="make .venv/.ready",
                pip="pip install 'shopscore[report]'",
            )
        )


def set_picture(report: Report, width: int = WIDTH) -> bytes:
    """Return a report as a PNG of so many pixels' width.

    Raises:
        NotInstalledError: the group `report` is not installed.
        PictureError: a text could not be set in the font, or the picture is larger than a robot takes.
    """
    inputs = {"report": json.dumps(asdict(report), ensure_ascii=False), "most_rows": str(MOST_ROWS)}
    picture = compile_png(TEMPLATE.read_bytes(), inputs, width)
    if len(picture) > MOST_BYTES:
        raise PictureError(tr("the picture has {bytes:,} bytes, and {most:,} is the most", bytes=len(picture),
                              most=MOST_BYTES))  # fmt: skip
    return picture


class PictureError(ValueError):
    """A picture came out wrong."""


def compile_png(source: bytes, inputs: dict[str, str], width: int = WIDTH) -> bytes:
    """Set a document with the package's font alone; those of the system are hidden.

    Args:
        source: what to set.
        inputs: texts that it reads as `sys.inputs`.
        width: pixels of a page of 360 points.

    Raises:
        NotInstalledError: the group `report` is not installed.
        PictureError: it is more than a page, or something was warned of, such as a font that is not there.
    """
    check_installed()
    import typst  # noqa: PLC0415

    pages, warnings = typst.compile_with_warnings(
        source, format="png", ppi=width / INCHES, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs
    )
    if warnings:
        raise PictureError("; ".join(str(one) for one in warnings))
    if not isinstance(pages, bytes):
        raise PictureError(tr("the picture is more than a page"))
    return pages


@lru_cache(maxsize=1)
def _fonts() -> "Fonts":
    # Reading the font takes a tenth of a second, once for all pictures of a run.
    from typst import Fonts  # noqa: PLC0415

    spec = find_spec(FONT_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    return Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(one) for one in folders or ()]
    )
