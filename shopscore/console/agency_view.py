"""Draws the shops of an agency, one line each at 80 columns."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.agency import ShopLine
from shopscore.console.wording import NOTHING, change, number, points, short_status
from shopscore.language import pick, tr
from shopscore.names import platform_name

ASSUMED = "*"


def show_shops(shops: Sequence[ShopLine], console: Console) -> None:
    """Print one table of all shops when they are on more than one platform; else the systems' tables say it all."""
    if len({shop.platform for shop in shops}) < 2:  # noqa: PLR2004 - more than one
        return
    console.print()
    console.print(
        Text(tr("All shops"), style="bold cyan").append(
            "  " + tr("largest fall in 7 days first"), style="default not bold"
        )
    )
    console.print(_table(shops))
    if any(_is_assumed(shop) for shop in shops):
        console.print(Text(tr("{mark} uses our assumptions: see the note below its table", mark=ASSUMED), style="dim"))


def _table(shops: Sequence[ShopLine]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Platform"), no_wrap=True)
    table.add_column(tr("Shop"), ratio=1, overflow="fold")
    table.add_column(tr("Score"), justify="right", no_wrap=True)
    table.add_column("")
    table.add_column(tr("7 days"), justify="right", no_wrap=True)
    table.add_column(tr("What costs most"), overflow="fold")
    table.add_column(tr("Points"), justify="right", no_wrap=True)
    for shop in shops:
        table.add_row(
            platform_name(shop.platform),
            Text(shop.shop_name or shop.shop_id),
            Text(points(shop.score), style="bold"),
            Text(ASSUMED if _is_assumed(shop) else "", style="dim"),
            change(shop.change_7d),
            _worst(shop),
            number(shop.points_lost),
        )
    return table


def _is_assumed(shop: ShopLine) -> bool:
    return shop.is_assumption and shop.score is not None


def _worst(shop: ShopLine) -> Text:
    if shop.score is None:
        return Text(short_status(shop.status), style="yellow")
    return Text(pick(shop.worst_indicator_name_en, shop.worst_indicator_name_zh, shop.worst_indicator_id or NOTHING))
