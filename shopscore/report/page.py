"""Sets a report as a page that needs nothing else: one file, no script, no address, all texts as text.

What it says belongs in the models, how it looks in `templates/report.html.jinja`.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from shopscore.report.agency_model import AgencyReport
from shopscore.report.shop_model import ShopReport, Trend

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).parent / "templates"
# Of the curve, in units of its drawing.
WIDTH, HEIGHT = 300, 72


def set_page(report: ShopReport | AgencyReport) -> str:
    """Return a report as HTML; whatever a merchant typed stands there as text."""
    curve = _curve(report.trend) if isinstance(report, ShopReport) and report.trend else None
    return _template().render(report=report, words=report.words, curve=curve)


def _curve(trend: Trend) -> dict[str, object]:
    def corners(points: list[tuple[float, float]]) -> str:
        return " ".join(f"{x * WIDTH:.1f},{(1 - y) * HEIGHT:.1f}" for x, y in points)

    past, last = list(trend.past), trend.past[-1]
    return {
        "past": corners(past),
        "area": corners([(past[0][0], 0), *past, (last[0], 0)]),
        "ahead": corners(list(trend.ahead)),
        "at": (f"{last[0] * WIDTH:.1f}", f"{(1 - last[1]) * HEIGHT:.1f}"),
        "marks": [(f"{(1 - mark.y) * HEIGHT:.1f}", mark) for mark in trend.marks],
        "width": WIDTH,
        "height": HEIGHT,
    }


@lru_cache(maxsize=1)
def _template() -> "Template":
    # Only who makes a report should wait for the library.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    templates = Environment(
        loader=FileSystemLoader(TEMPLATES, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("report.html.jinja")
