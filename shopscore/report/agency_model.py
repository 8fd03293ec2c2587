"""Puts the report of all shops into words: each system with its shops, the worst first.

What a single shop's says belongs in `shop_model.py`, colours and sizes in the templates.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shopscore.console.agency import ShopLine
from shopscore.console.scoreboard import SystemBoard
from shopscore.console.wording import line_points, points, short_status
from shopscore.language import pick, tr, trn
from shopscore.names import platform_name
from shopscore.report.reading import AgencyFacts, LineAtHand
from shopscore.report.shop_model import Change, clean, direction_of, say_change, say_sample


@dataclass(frozen=True)
class Badge:
    """A line at hand; `state` is `below`, `near` or `coming`."""

    text: str
    state: str


@dataclass(frozen=True)
class ShopRow:
    """A shop; `share` of its scale, 0 to 1, is how long its bar is."""

    name: str
    shop_id: str
    score: str
    share: float
    status: str
    changes: Sequence[Change]
    weakest: str
    badges: Sequence[Badge]


@dataclass(frozen=True)
class Section:
    """The shops of one platform under the system that matters most there."""

    name: str
    about: str
    rows: Sequence[ShopRow]


@dataclass(frozen=True)
class Figure:
    """A count at the top, and whether it is a bad one."""

    label: str
    text: str
    is_bad: bool


@dataclass(frozen=True)
class AgencyReport:
    """Everything that stands in the report of all shops, as texts."""

    kind: Literal["agency"]
    language: str
    title: str
    name: str
    about: str
    day: str
    figures: Sequence[Figure]
    sections: Sequence[Section]
    made_up: str
    generation: str
    words: dict[str, str]


def compose_agency(facts: AgencyFacts, language: str) -> AgencyReport:
    """Say everything about all shops on one day.

    Args:
        facts: of the shops.
        language: which this run speaks; the documents name it.
    """
    board = facts.board
    shops = board.shops
    below = {(line.platform, line.shop_id) for line in facts.lines if line.state == "below"}
    near = {(line.platform, line.shop_id) for line in facts.lines} - below
    fell = sum(direction_of(one.change_7d) == "down" for one in shops)
    unscored = sum(one.score is None for one in shops)
    platforms = " · ".join(dict.fromkeys(platform_name(one.platform) for one in shops))
    return AgencyReport(
        kind="agency",
        language=language,
        title=tr("All shops: report of {date}", date=board.assessment_date),
        name=tr("All shops"),
        about=platforms,
        day=tr("{date:%Y-%m-%d}", date=board.assessment_date),
        figures=[
            Figure(tr("shops"), f"{len(shops)}", is_bad=False),
            Figure(tr("below a line"), f"{len(below)}", is_bad=bool(below)),
            Figure(tr("near one, or will fall"), f"{len(near)}", is_bad=False),
            Figure(tr("fell in 7 days"), f"{fell}", is_bad=False),
            Figure(tr("without a score"), f"{unscored}", is_bad=False),
        ],
        sections=_sections(facts),
        made_up=say_sample() if facts.is_made_up else "",
        generation=board.generation_id,
        words={
            "weakest": tr("weakest"),
            "footer": tr("publication {generation}", generation=board.generation_id),
        },
    )


def _sections(facts: AgencyFacts) -> list[Section]:
    boards = {(one.system_id, one.rule_version): one for one in facts.board.systems}
    kinds = sorted({(one.platform, one.system_id, one.rule_version) for one in facts.board.shops})
    sections = []
    for platform, system_id, rule_version in kinds:
        board = boards[system_id, rule_version]
        shops = [
            one
            for one in facts.board.shops
            if (one.platform, one.system_id, one.rule_version) == (platform, system_id, rule_version)
        ]
        shops.sort(key=lambda one: (one.score is None, float(one.score or 0), one.shop_id))
        name = tr(
            "{platform}: {system}",
            platform=platform_name(platform),
            system=pick(board.name_en, board.name_zh, system_id),
        )
        about = tr("{floor:g}–{ceiling:g}, lowest first", floor=float(board.floor), ceiling=float(board.ceiling))
        sections.append(Section(name, about, [_row(one, board, facts.lines) for one in shops]))
    return sections


def _row(shop: ShopLine, board: SystemBoard, lines: Sequence[LineAtHand]) -> ShopRow:
    standing = next(one for one in board.standings if one.subject_id == shop.shop_id)
    floor, ceiling = float(board.floor), float(board.ceiling)
    changes = ((tr("1 day"), standing.change_1d), (tr("7 days"), standing.change_7d))
    return ShopRow(
        name=clean(shop.shop_name or shop.shop_id),
        shop_id=shop.shop_id,
        score=points(shop.score) if shop.score is not None else "",
        share=0 if shop.score is None else (float(shop.score) - floor) / (ceiling - floor),
        status="" if shop.status == "scored" else short_status(shop.status),
        changes=[say_change(label, moved) for label, moved in changes if moved is not None],
        weakest=pick(shop.worst_indicator_name_en, shop.worst_indicator_name_zh),
        badges=[_badge(line) for line in lines if (line.platform, line.shop_id) == (shop.platform, shop.shop_id)],
    )


def _badge(line: LineAtHand) -> Badge:
    named = {"name": pick(line.name_en, line.name_zh), "limit": line_points(line.limit_value)}
    if line.state == "below":
        return Badge(tr("below {name} {limit}", **named), "below")
    if line.days_to_cross is not None and line.crosses_to == "below":
        return Badge(
            trn("below {name} {limit} in {count} day", "below {name} {limit} in {count} days", line.days_to_cross,
                **named), "coming"
        )  # fmt: skip
    return Badge(tr("near {name} {limit}", **named), "near")
