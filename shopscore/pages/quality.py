"""Quality: what landed, what is missing for which indicator, and what was found, in words."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from shopscore.console.wording import missing
from shopscore.language import Message, pick, tr, trn
from shopscore.names import export_names, platform_name, severity
from shopscore.pages.frame import Page, answer, shop_titles, table
from shopscore.pages.words import plain, said

ROWS_SHOWN = 30
_OUT_OF_ORDER = re.compile(r"finding=(?P<first>\w+) before (?P<second>\w+)")
_TIMES = {
    "paid_at": Message("payment"),
    "shipped_at": Message("shipping"),
    "picked_up_at": Message("pickup"),
    "signed_at": Message("signature"),
}
WORDS_SHOWN = 15
NAMES_SHOWN = 3


def show(page: Page) -> None:
    """Show what stands behind the figures."""
    shops = {shop.key: shop for shop in page.publication.shops}
    chosen = st.selectbox(
        tr("Shop"),
        list(shops),
        index=None,
        placeholder=tr("all"),
        format_func=shop_titles(page).__getitem__,
        key="quality_shop",
    )
    shop = shops.get(chosen) if chosen else None
    platform, shop_id = (shop.platform, shop.shop_id) if shop else (None, None)
    lacking = page.read("missing_indicators", platform=platform, subject_id=shop_id)
    exports = page.read("landed_exports", platform=platform, shop_id=shop_id)
    refused = page.read("refused_files", platform=platform, shop_id=shop_id)
    answer(headline(exports, lacking, refused))
    _show_missing(lacking)
    _show_landed(page, exports)
    _show_refused(refused)
    _show_findings(page, platform, shop_id)


def headline(
    exports: Sequence[Mapping[str, Any]], lacking: Sequence[Mapping[str, Any]], refused: Sequence[Mapping[str, Any]]
) -> str:
    """Return the sentence that the page is there for: what came, what could not be read, what has no value for want."""
    return tr(
        "**{files:,}** files with {rows:,} rows landed, {rejected:,} rows could not be read, {refused:,} files were "
        "refused; **{indicators:,}** indicators lack something.",
        files=sum(row["files"] for row in exports),
        rows=int(sum(row["rows_landed"] or 0 for row in exports)),
        rejected=int(sum(row["rows_rejected"] or 0 for row in exports)),
        refused=len(refused),
        indicators=len({(row["platform"], row["indicator_id"]) for row in lacking}),
    )


def _show_missing(lacking: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("What is missing, for which indicator"))
    if not lacking:
        st.markdown(tr("Every scored indicator has what it needs."))
        return
    reasons: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in lacking:
        why = missing(row["missing_reason"], row["missing_export"], row["missing_column"])
        reasons.setdefault((row["platform"], why), []).append(row)
    for (platform, why), rows in reasons.items():
        names = tr(", ").join(dict.fromkeys(pick(row["indicator_name_en"], row["indicator_name_zh"]) for row in rows))
        count = max(row["shops"] for row in rows)
        of_shops = trn("{count} shop", "{count} shops", count)
        st.markdown(f"- **{plain(platform_name(platform))}**{tr(': ')}{plain(names)} ({of_shops}) – {plain(why)}")


def _show_landed(page: Page, exports: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("What landed"))
    rows = [
        {
            **row,
            "platform": platform_name(row["platform"]),
            "export": str(export_names(row["export"])),
            "age": max((page.publication.day - row["newest"].date()) // timedelta(days=1), 0),
            "rows_landed": int(row["rows_landed"] or 0),
            "rows_rejected": int(row["rows_rejected"] or 0),
        }
        for row in exports
    ]
    headers = {
        "platform": tr("Platform"),
        "export": tr("Export"),
        "newest": tr("Newest"),
        "age": tr("Days old"),
        "shops": tr("Shops"),
        "files": tr("Files"),
        "rows_landed": tr("Rows"),
        "rows_rejected": tr("Unreadable rows"),
    }
    table(rows, headers, file="landed")


def _show_refused(refused: Sequence[Mapping[str, Any]]) -> None:
    if not refused:
        return
    st.subheader(tr("Files that were refused"))
    for row in refused[:ROWS_SHOWN]:
        st.markdown(f"- **{plain(row['file_name'])}**{tr(': ')}{plain(pick(row['reason'], row['reason_zh']))}")


def _show_findings(page: Page, platform: str | None, shop_id: str | None) -> None:
    st.subheader(tr("What was found"))
    unknown = page.read("unknown_words", platform=platform, shop_id=shop_id)
    rejected = page.read("rejected_rows", platform=platform, shop_id=shop_id)
    # what the checks say names several shops, so it is for whoever sees all of them
    sees_checks = page.viewer.shops is None and shop_id is None
    failed = page.read("failed_checks") if sees_checks else []
    lines = [*(_unknown(row) for row in unknown[:WORDS_SHOWN]), *failed_lines(failed)]
    if not (lines or rejected):
        st.markdown(tr("Nothing was found."))
    st.markdown("\n".join(f"- {line}" for line in lines))
    if any(_whole(row) for row in failed):
        with st.expander(tr("What the checks say, word for word")):
            st.markdown("\n".join(f"- {plain(_whole(row))}" for row in failed if _whole(row)))
    if rejected:
        st.subheader(tr("Rows that could not be read"))
        rows = [
            {
                **row,
                "shop": row["shop_name"] or row["shop_id"],
                "export": str(export_names(row["export"])),
                "why": pick(row["reason"], row["reason_zh"]),
            }
            for row in rejected
        ]
        headers = {
            "shop": tr("Shop"),
            "why": tr("Why"),
            "column_name": tr("Column"),
            "export": tr("Export"),
            "row_count": tr("Rows"),
        }
        table(rows, headers, file="unreadable")


def _unknown(row: Mapping[str, Any]) -> str:
    names = (pick(row["indicator_names_en"], row["indicator_names_zh"]) or "").split("|")
    sentence = plain(
        tr(
            "{platform}, {export}: no list knows the word '{word}', which stands in {count:,} rows",
            platform=platform_name(row["platform"]),
            export=export_names(row["export"]),
            word=row["word"] or tr("(withheld)"),
            count=row["uses"],
        )
    )
    if not any(names):
        return sentence
    shown = tr(", ").join(names[:NAMES_SHOWN]) + ("…" if len(names) > NAMES_SHOWN else "")
    return sentence + plain(tr("; {indicators} hang on it", indicators=shown))


def failed_lines(failed: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return a line for each thing that was checked: how much it matters, where, and how many rows are otherwise."""
    alike: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in failed:
        what = pick(row["description"], row["description_zh"]) or _in_words(row)
        alike.setdefault((row["severity"], what), []).append(row)
    return [
        f":orange-badge[{severity(how_much)}] "
        + plain(
            tr(
                "{what}: {count:,} rows in {tables}",
                what=what,
                count=sum(row["failing_rows"] or 0 for row in rows),
                tables=tuple(str(row["checked_table"]).partition(".")[2] for row in rows),
            )
        )
        for (how_much, what), rows in alike.items()
    ]


def _in_words(row: Mapping[str, Any]) -> str:
    """Return what a check without a description found, in words where its words are known."""
    text = str(row["message"] or row["check_name"])
    if found := _OUT_OF_ORDER.search(text):
        times = {name: said(_TIMES, found[name]) for name in ("first", "second")}
        return tr("the {first} is before the {second}", **times)
    return text


def _whole(row: Mapping[str, Any]) -> str:
    return pick(row["message"], row["message_zh"]) if row["description"] else ""
