"""Indicator: one figure of a shop by day and by 30 days, who or what is behind it, and every case of it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from shopscore.console.wording import kind, measure, missing, number, percent
from shopscore.language import pick, tr
from shopscore.pages import charts
from shopscore.pages.frame import Page, answer, choose_shop, in_words, table
from shopscore.pages.pickup_limits import pickup_limits
from shopscore.pages.words import BREAKDOWNS, STATES, as_number, plain, said

ITEMS_SHOWN = 8
# Two of them stand beside one another on a phone.
FIGURE = 170
# Steps of a histogram and their width, by the unit of what a case measures.
STEPS = 24
WIDTHS = {"hours": 4, "seconds": 30}
PICKUP_WIDTH = 4
BREAKDOWN_ORDER = ("product", "carrier", "agent", "reason", "province", "hour")


def show(page: Page) -> None:
    """Show the page of one indicator of a shop."""
    left, right = st.columns(2)
    with left:
        shop = choose_shop(page)
    choices = page.read("score_choices", platform=shop.platform, subject_id=shop.shop_id)
    subject = {"platform": shop.platform, "subject_type": "shop", "subject_id": shop.shop_id}
    with right:
        row, key = _choose_indicator(page, choices, subject)
    if row is None:
        st.info(tr("This shop has no indicator yet."))
        return
    cases = page.read("indicator_cases", **key)
    breakdown = page.read("indicator_breakdown", **key)
    answer(headline(row, cases, breakdown))
    _show_facts(row, cases)
    _show_time(page, row, key)
    _show_histogram(page, row, key)
    _show_chat_hours(page, row, key)
    _show_breakdown(breakdown)
    _show_cases(cases, row, shop.shop_id)


def headline(row: Mapping[str, Any], cases: Sequence[Mapping[str, Any]], breakdown: Sequence[Mapping[str, Any]]) -> str:
    """Return the sentence that the page is there for: the value beside the peers', and what does most of the damage."""
    name = plain(pick(row["indicator_name_en"], row["indicator_name_zh"], row["indicator_id"]))
    if row["value"] is None:
        why = missing(row["missing_reason"], row["missing_export"], row["missing_column"])
        return tr("{indicator}: no value, {why}.", indicator=name, why=plain(why))
    sentence = tr("{indicator} **{value}**", indicator=name, value=plain(measure(row["value"], row["unit"])))
    if row["peer_median"] is not None:
        sentence += tr(", the peers' median is {value}", value=plain(measure(row["peer_median"], row["unit"])))
    against = sum(case["state"] == "against" for case in cases)
    if against and row["unit"] not in WIDTHS:
        sentence += tr("; {count:,} cases count against the shop", count=against)
    of_products = [one for one in breakdown if one["breakdown"] == "product"]
    if of_products:
        sentence += tr(
            "; {item} is behind {share} of the damage",
            item=plain(_item(of_products[0])),
            share=plain(percent(of_products[0]["share_of_damage"])),
        )
    return sentence + tr(".")


def _choose_indicator(
    page: Page, choices: Sequence[Mapping[str, Any]], subject: Mapping[str, Any]
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """Let the reader choose among the indicators of all scores; the score that the platform shows comes first."""
    found: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for choice in choices:
        key = {**subject, "system_id": choice["system_id"], "rule_version": choice["rule_version"]}
        for row in page.read("shop_indicators", **key):
            found.setdefault(row["indicator_id"], (row, {**key, "indicator_id": row["indicator_id"]}))
    if not found:
        return None, {}
    names = list(found)
    wanted = st.session_state.get("indicator") or st.query_params.get("indicator")

    def title(indicator_id: str) -> str:
        row = found[indicator_id][0]
        return pick(row["indicator_name_en"], row["indicator_name_zh"], indicator_id)

    chosen = st.selectbox(
        tr("Indicator"), names, index=names.index(wanted) if wanted in found else 0, format_func=in_words(names, title)
    )
    st.session_state["indicator"] = chosen
    st.query_params["indicator"] = chosen
    return found[chosen]


def _show_facts(row: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> None:
    with st.container(horizontal=True):
        st.metric(tr("Value"), measure(row["value"], row["unit"]), border=True, width=FIGURE)
        st.metric(tr("Peers' median"), measure(row["peer_median"], row["unit"]), border=True, width=FIGURE)
        if row["points_lost"] is not None:
            st.metric(tr("Points it costs"), number(row["points_lost"]), border=True, width=FIGURE)
        if row["next_limit"] is not None:
            st.metric(tr("Next limit"), measure(row["next_limit"], row["unit"]), border=True, width=FIGURE)
    counts = {state: sum(case["state"] == state for case in cases) for state in STATES}
    listed = tr(", ").join(f"{said(STATES, state)} {count:,}" for state, count in counts.items() if count)
    window = ""
    if row["window_start"]:
        window = tr("Window {first} to {last}. ", first=row["window_start"], last=row["window_end"])
    st.caption(plain(window + tr("{count:,} cases: {listed}.", count=len(cases), listed=listed)))


def _show_time(page: Page, row: Mapping[str, Any], key: Mapping[str, Any]) -> None:
    days = page.read("indicator_days", **key)
    windows = page.read("indicator_windows", **key)
    factor = 100 if row["unit"] == "ratio" else 1
    if windows:
        st.subheader(tr("Over 30 days, day after day"))
        median = as_number(row["peer_median"])
        st.altair_chart(
            charts.lines_over_time(
                [
                    {
                        "day": f"{one['day']}",
                        "value": factor * one["value"],
                        "window": tr("{days} days", days=one["window_name"].removesuffix("d")),
                    }
                    for one in windows
                ],
                None if median is None else factor * median,
            )
        )
    if days:
        st.subheader(tr("Each day by itself"))
        st.altair_chart(
            charts.bars_over_time(
                [
                    {"day": f"{one['day']}", "value": factor * one["value"], "cases": float(one["denominator"])}
                    for one in days
                ]
            )
        )
    st.caption(_unit_of_axis(row["unit"]))


def _unit_of_axis(unit: str) -> str:
    units = {
        "ratio": tr("In per cent."),
        "hours": tr("In hours."),
        "seconds": tr("In seconds."),
        "stars": tr("In stars."),
        "points": tr("In points."),
    }
    return units.get(unit, "")


def _show_histogram(page: Page, row: Mapping[str, Any], key: Mapping[str, Any]) -> None:
    is_pickup = row["indicator_id"].startswith("pickup_")
    if row["unit"] in WIDTHS:
        width = WIDTHS[row["unit"]]
        steps = page.read("time_histogram", **key, width=width, steps=STEPS)
    elif is_pickup:
        width = PICKUP_WIDTH
        steps = page.read("pickup_histogram", **key, width=width, steps=STEPS)
    else:
        return
    if not steps:
        return
    st.subheader(tr("Hours to pickup") if is_pickup else tr("How long it takes"))
    marks = []
    if row["unit"] in WIDTHS:
        marks = [
            (tr("mean"), as_number(row["value"])),
            (tr("peers' median"), as_number(row["peer_median"])),
            (tr("next limit"), as_number(row["next_limit"])),
        ]
    if is_pickup:
        marks += [
            (tr("{hours:g} h", hours=hours), hours) for hours in pickup_limits(key["platform"], page.publication.day)
        ]
    reach = width * STEPS
    st.altair_chart(
        charts.histogram(
            [{"from_value": float(one["from_value"]), "cases": one["cases"]} for one in steps],
            width,
            [{"at": at, "name": name} for name, at in marks if at is not None and at <= reach],
        )
    )
    st.caption(
        plain(
            tr(
                "Cases by {unit}; the last bar holds all above {most}.",
                unit=tr("seconds") if row["unit"] == "seconds" else tr("hours"),
                most=width * (STEPS - 1),
            )
        )
    )


def _show_chat_hours(page: Page, row: Mapping[str, Any], key: Mapping[str, Any]) -> None:
    hours = page.read("chat_hours", **key)
    if not hours:
        return
    in_time = row["unit"] in WIDTHS
    st.subheader(tr("Chats by weekday and hour"))
    st.altair_chart(
        charts.hours_of_week(
            [
                {
                    "weekday": one["weekday"],
                    "hour": one["hour"],
                    "cases": one["cases"],
                    "value": float(one["mean_effect"]) if in_time else 100 * one["against"] / one["cases"],
                }
                for one in hours
            ],
            higher_is_worse=True,
        )
    )
    st.caption(
        tr("Mean of a session in seconds; the darker, the slower.")
        if in_time
        else tr("Per cent of the sessions that count against the shop; the darker, the worse.")
    )


def _show_breakdown(breakdown: Sequence[Mapping[str, Any]]) -> None:
    names = [name for name in BREAKDOWN_ORDER if any(one["breakdown"] == name for one in breakdown)]
    if not names:
        return
    st.subheader(tr("Who or what is behind it"))
    chosen = st.segmented_control(
        tr("By"),
        names,
        default=names[0],
        required=True,
        format_func=in_words(names, lambda name: said(BREAKDOWNS, name)),
        key="breakdown",
        label_visibility="collapsed",
    )
    items = [one for one in breakdown if one["breakdown"] == (chosen if chosen in names else names[0])][:ITEMS_SHOWN]
    st.altair_chart(
        charts.shares(
            [
                {
                    "item": _item(one),
                    "share": float(one["share_of_damage"]),
                    "text": f"{percent(one['share_of_damage'])} · {measure(one['value'], one['unit'])}",
                }
                for one in items
            ]
        )
    )
    st.caption(tr("Share of the damage, and the value of its own cases."))
    first = items[0]
    if first["value_without"] is not None:
        st.markdown(
            plain(
                tr(
                    "Without {item} the value would be {value}.",
                    item=_item(first),
                    value=measure(first["value_without"], first["unit"]),
                )
            )
        )


def _item(one: Mapping[str, Any]) -> str:
    if one["item"] == "unknown":
        return tr("unknown")
    return " ".join(str(one["product_name"] or one["item"]).split())


def _show_cases(cases: Sequence[Mapping[str, Any]], row: Mapping[str, Any], shop_id: str) -> None:
    st.subheader(tr("Every case"))
    there = [state for state in STATES if any(case["state"] == state for case in cases)]
    chosen = st.pills(
        tr("State"),
        there,
        selection_mode="multi",
        default=[state for state in there if state == "against"],
        format_func=in_words(there, lambda state: said(STATES, state)),
        key=f"states-{row['indicator_id']}",
    )
    rows = [
        {
            **case,
            "state": said(STATES, case["state"]),
            "kind": kind(case["case_kind"]),
            "reason": pick(case["reason_en"], case["reason_zh"]),
            "effect": as_number(case["effect"]),
        }
        for case in cases
        if not chosen or case["state"] in chosen
    ]
    headers = {
        "cohort_date": tr("Day"),
        "reason": tr("Reason"),
        "state": tr("State"),
        "leaves_on": tr("Leaves on"),
        "case_id": tr("Case"),
        "effect": tr("Counts as"),
        "enters_on": tr("Counts from"),
        "kind": tr("Kind"),
        "order_id": tr("Order"),
    }
    table(rows, headers, file=f"{shop_id}_{row['indicator_id']}", formats={"effect": "%.2f"})
