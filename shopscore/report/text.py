"""Says a report in a few lines, for channels that take no picture, and beside one in a mail."""

from shopscore.alerts.wording import Notice
from shopscore.report.agency_model import AgencyReport
from shopscore.report.shop_model import ShopReport

MOVERS, THINGS, SHOPS = 3, 5, 8


def compose_text(report: ShopReport | AgencyReport, max_bytes: int) -> Notice:
    """Say what comes first in a report, as many lines of it as a channel takes.

    Args:
        report: in the language of the channel.
        max_bytes: of title and text together, in UTF-8.
    """
    # Robots that want a keyword are given the program's name.
    title = f"shopscore {report.title}"
    lines = _shop(report) if isinstance(report, ShopReport) else _agency(report)
    while lines and len("\n".join((title, *lines)).encode()) > max_bytes:
        lines.pop()
    return Notice(title, "\n".join(lines))


def _shop(report: ShopReport) -> list[str]:
    changes = tuple(f"{one.label} {one.text}" for one in report.changes)
    standing = (f"{report.system} {report.score}", report.status, report.shown, *changes)
    lines = [report.made_up, " · ".join(filter(None, standing)), report.advice]
    lines += [
        f"• {one.name} {one.limit}: {one.distance}" + (f" ({one.coming})" if one.coming else "") for one in report.lines
    ]
    lines += _headed(report.words["movers"], [f"{one.text} {one.name}" for one in report.movers[:MOVERS]])
    things = [
        " · ".join(filter(None, (one.list_name, one.text, one.points, one.hours, one.owner)))
        for one in report.things[:THINGS]
    ]
    return [line for line in lines + _headed(report.words["things"], things) if line]


def _agency(report: AgencyReport) -> list[str]:
    lines = [report.made_up, " · ".join(f"{one.text} {one.label}" for one in report.figures)]
    for section in report.sections:
        rows = [
            " · ".join(
                filter(
                    None,
                    (
                        f"{row.name} {row.score or row.status}",
                        *(f"{one.label} {one.text}" for one in row.changes[-1:]),
                        *(one.text for one in row.badges),
                    ),
                )
            )
            for row in section.rows[:SHOPS]
        ]
        lines += _headed(section.name, rows)
    return [line for line in lines if line]


def _headed(heading: str, rows: list[str]) -> list[str]:
    return [heading, *(f"• {row}" for row in rows)] if rows else []
