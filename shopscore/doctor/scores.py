"""Says which scores are made of less than they could be: the exports that never came, or stopped coming.

Why a value is missing is decided in the models and read here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from shopscore.doctor.findings import Finding, broken, missing
from shopscore.freshness import read_newest_exports
from shopscore.language import Message, current_language, tr
from shopscore.names import column_header, export_names, platform_name
from shopscore.score_dates import read_newest_date
from shopscore.settings import Settings
from shopscore.sql_files import statement
from shopscore.warehouse import open_published

BULK = "_all"
LISTED = 6

WORDS = {
    "no_export": Message("{export} never arrived"),
    "stale_export": Message("{export} stopped (newest {newest:%Y-%m-%d})"),
    "not_in_export": Message("{export} lacks the column {column}"),
    "failed_check": Message("too many rows of {export} fail a check"),
    "unknown_words": Message("too many rows of {export} say words that no list knows"),
}


@dataclass(frozen=True)
class Lack:
    """An indicator that a shop's scores have no value of because of its exports.

    Attributes:
        platform: of the shop.
        shop_id: the shop.
        indicator_id: the indicator.
        indicator: its name.
        systems: names of the scores that want it.
        missing_reason: why there is no value, as the models say.
        missing_export: the export that is missing, or several of which one is enough, with `|` between them.
        missing_column: the column that it lacks, where it is that.
    """

    platform: str
    shop_id: str
    indicator_id: str
    indicator: str
    systems: Sequence[str]
    missing_reason: str
    missing_export: str
    missing_column: str | None = None


@dataclass(frozen=True)
class Gap:
    """An export that a shop does not send, or no more.

    Attributes:
        platform: of the shop.
        shop_id: the shop.
        export: the export.
        reason: why the models take it for missing, one of `WORDS`.
        newest_at: when its newest file was exported; None when none ever came.
        columns: that it lacks, where it is that.
    """

    platform: str
    shop_id: str
    export: str
    reason: str
    newest_at: datetime | None
    columns: str | None = None


def check_scores(settings: Settings) -> Iterator[Finding]:
    """Say per shop which export is missing and which scores want it; nothing when nothing can be read."""
    try:
        with open_published(settings.published) as connection:
            yield from _check(connection)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        yield broken(
            "scores",
            tr(
                "another version wrote the publication ({error}): run shopscore refresh",
                error=" ".join(str(error).split()[:8]),
            ),
        )
    except (duckdb.Error, OSError):
        # Told by the check of the published file.
        return


def find_gap(lack: Lack, newest: Mapping[tuple[str, str, str], datetime]) -> Gap:
    """Return what keeps an indicator of a shop from having a value.

    Args:
        lack: the shop and the indicator.
        newest: export time of the newest landed file by platform, export and shop; a file of many shops is of `_all`.
    """
    at = None
    if lack.missing_reason == "stale_export":
        keys = ((lack.platform, lack.missing_export, shop) for shop in (lack.shop_id, BULK))
        at = max((newest[key] for key in keys if key in newest), default=None)
    return Gap(lack.platform, lack.shop_id, lack.missing_export, lack.missing_reason, at, lack.missing_column)


def _check(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    newest_date = read_newest_date(connection)
    if newest_date is None:
        yield broken(
            "scores", tr("the publication holds no score: put exports into landing/ and run shopscore refresh")
        )
        return
    day = {"assessment_date": newest_date}
    shops = connection.execute(statement(__name__, "shops"), day).fetchall()
    names = {(platform, shop_id): name for platform, shop_id, name in shops}
    newest = read_newest_exports(connection, "ops")
    asked = day | {"language": current_language(), "reasons": list(WORDS)}
    wanting: dict[Gap, list[Lack]] = {}
    for lacking in connection.execute(statement(__name__, "lacking_indicators"), asked).fetchall():
        lack = Lack(*lacking)
        wanting.setdefault(find_gap(lack, newest), []).append(lack)
    for gap in sorted(wanting, key=lambda one: (one.platform, one.shop_id, one.export, one.reason)):
        yield missing("scores", _sentence(gap, wanting[gap], names.get((gap.platform, gap.shop_id))))


def _sentence(gap: Gap, lacks: Sequence[Lack], name: str | None) -> str:
    words = WORDS[gap.reason] if gap.newest_at or gap.reason != "stale_export" else WORDS["no_export"]
    why = Message(
        words.template,
        export=export_names(gap.export),
        newest=gap.newest_at,
        column=column_header(gap.platform, gap.export, gap.columns) if gap.columns else "",
    )
    indicators = tuple(dict.fromkeys(lack.indicator for lack in lacks))
    systems = tuple(dict.fromkeys(system for lack in lacks for system in lack.systems))
    lacking: Message | tuple[str, ...] = indicators
    if len(indicators) > LISTED:
        lacking = Message("{names} and {count:,} more", names=indicators[:LISTED], count=len(indicators) - LISTED)
    # of alternatives any one will do: the folder named is that of the first
    folder = gap.export.partition("|")[0]
    return tr(
        "{platform} shop {shop}: {why}, so {systems} lacks {indicators}: export it into {folder}",
        platform=platform_name(gap.platform),
        shop=f"{gap.shop_id} {name}" if name else gap.shop_id,
        why=why,
        systems=systems,
        indicators=lacking,
        folder=f"landing/{gap.platform}/{gap.shop_id}/{folder}/",
    )
