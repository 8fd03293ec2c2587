"""Today: everything that there is to do, by shop, agent, carrier and the hours that are left."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from shopscore.console.wording import list_title
from shopscore.language import Message, pick, tr
from shopscore.pages.frame import Page, answer, in_words, shop_titles, table
from shopscore.pages.words import as_number, plain, shop_title

# What a reader asks of the time that is left.
HOURS = {
    "overdue": Message("overdue"),
    "4": Message("within 4 hours"),
    "24": Message("within 24 hours"),
    "72": Message("within 3 days"),
}
# Two filters stand beside one another on a phone.
FILTER = 170
FIRST_SHOWN = 5
# Of service, and long: shown when asked for.
NOT_AT_FIRST = ("care_messages", "promotion_readiness")


def show(page: Page) -> None:
    """Show the work lists of all shops that the reader sees."""
    rows = _filter(page, page.read("work_to_do"))
    answer(headline(rows))
    lists = sorted({row["list_name"] for row in rows}, key=lambda name: (name in NOT_AT_FIRST, name))
    if lists:
        counts = {name: sum(row["list_name"] == name for row in rows) for name in lists}
        chosen = st.pills(
            tr("List"),
            lists,
            selection_mode="multi",
            default=[name for name in lists if name not in NOT_AT_FIRST] or lists,
            format_func=in_words(lists, lambda name: f"{list_title(name)} {counts[name]:,}"),
            key="today_lists",
        )
        _show([row for row in rows if not chosen or row["list_name"] in chosen])
    for row in page.read("lists_lacking"):
        shop = shop_title(row["shop_name"], row["shop_id"], row["platform"])
        reason = pick(row["reason"], row["reason_zh"])
        st.caption(plain(tr("{shop}, {list}: {reason}", shop=shop, list=list_title(row["list_name"]), reason=reason)))


def headline(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the sentence that the page is there for: how much there is to do, and how much of it soon."""
    to_do = [row for row in rows if row["list_name"] not in NOT_AT_FIRST]
    soon = sum(row["hours_left"] is not None and 0 <= row["hours_left"] <= 24 for row in to_do)  # noqa: PLR2004
    late = sum(row["hours_left"] is not None and row["hours_left"] < 0 for row in to_do)
    return tr(
        "**{count:,}** things to do today: **{soon:,}** due within 24 hours, {late:,} overdue.",
        count=len(to_do),
        soon=soon,
        late=late,
    )


def _filter(page: Page, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shops = {shop.key: shop for shop in page.publication.shops}
    agents = sorted({row["agent_id"] for row in rows if row["agent_id"]})
    carriers = sorted({row["carrier"] for row in rows if row["carrier"]})
    everything = tr("all")
    with st.container(horizontal=True):
        shop = st.selectbox(
            tr("Shop"),
            list(shops),
            index=None,
            placeholder=everything,
            format_func=shop_titles(page).__getitem__,
            key="today_shop",
            width=FILTER,
        )
        agent = st.selectbox(tr("Agent"), agents, index=None, placeholder=everything, key="today_agent", width=FILTER)
        carrier = st.selectbox(
            tr("Carrier"), carriers, index=None, placeholder=everything, key="today_carrier", width=FILTER
        )
        hours = st.selectbox(
            tr("Hours left"),
            list(HOURS),
            index=None,
            placeholder=everything,
            format_func=in_words(HOURS, lambda name: str(HOURS[name])),
            key="today_hours",
            width=FILTER,
        )
    return [
        row
        for row in rows
        if (shop is None or f"{row['platform']}/{row['shop_id']}" == shop)
        and (agent is None or row["agent_id"] == agent)
        and (carrier is None or row["carrier"] == carrier)
        and is_within(row["hours_left"], hours)
    ]


def is_within(hours_left: Any, asked: str | None) -> bool:
    """Tell whether the time that is left is what a reader asked for; None: any."""
    if asked is None:
        return True
    if hours_left is None:
        return False
    return bool(hours_left < 0) if asked == "overdue" else bool(0 <= hours_left <= int(asked))


def _show(rows: Sequence[Mapping[str, Any]]) -> None:
    first = [row for row in rows if row["hours_left"] is not None and row["hours_left"] >= 0][:FIRST_SHOWN]
    if first:
        st.subheader(tr("These first"))
        st.markdown("\n".join(f"{index}. {_line(row)}" for index, row in enumerate(first, start=1)))
    st.subheader(tr("All of them"))
    told = [
        {
            **row,
            "list": list_title(row["list_name"]),
            "shop": row["shop_name"] or row["shop_id"],
            "hours_left": as_number(row["hours_left"]),
            "score_cost": as_number(row["score_cost"]),
            "reason": pick(row["reason"], row["reason_zh"]),
        }
        for row in rows
    ]
    headers = {
        "list": tr("List"),
        "hours_left": tr("Hours left"),
        "reason": tr("What and why"),
        "item": tr("Number"),
        "shop": tr("Shop"),
        "what": tr("Goods"),
        "carrier": tr("Carrier"),
        "agent_id": tr("Agent"),
        "due_at": tr("Due at"),
        "score_cost": tr("Points"),
    }
    table(told, headers, file="today", formats={"hours_left": "%.1f", "score_cost": "%.3f"})


def time_left(hours: float) -> str:
    """Write how long there is still, below an hour in minutes."""
    if hours < 1:
        return tr("{minutes} min left", minutes=int(hours * 60))
    return tr("{hours} h left", hours=plain(f"{hours:.1f}"))


def _line(row: Mapping[str, Any]) -> str:
    return tr(
        "**{list}**, :orange[{left}]: {reason} {shop}, {number}",
        list=list_title(row["list_name"]),
        left=time_left(float(row["hours_left"])),
        reason=plain(pick(row["reason"], row["reason_zh"])),
        shop=plain(row["shop_name"] or row["shop_id"]),
        number=plain(row["item"]),
    )
