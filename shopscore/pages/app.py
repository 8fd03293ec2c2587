"""What the dashboard library runs for every reader and every click: who looks, in which language, and which page.

Started by `shopscore serve`; run as a script, never imported by the command line.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st

from shopscore.console.errors import CommandError
from shopscore.language import LANGUAGES, Language, Message, current_language, speaking, tr
from shopscore.lateness import due_date
from shopscore.pages import agency, indicator, my_shop, quality, today
from shopscore.pages.frame import GO_TO, Page, begin, end, in_words
from shopscore.pages.publication import file_identity, open_publication
from shopscore.pages.sign_in import sign_in, sign_out
from shopscore.pages.users import Users, Viewer
from shopscore.pages.words import plain
from shopscore.settings import ConfigurationError, load_settings, now

# By the name in the address: what it is called, and what shows it.
PAGES: dict[str, tuple[Message, Callable[[Page], None]]] = {
    "shop": (Message("My shop"), my_shop.show),
    "indicator": (Message("Indicator"), indicator.show),
    "today": (Message("Today"), today.show),
    "agency": (Message("Agency"), agency.show),
    "quality": (Message("Quality"), quality.show),
}
# Seconds after which an open page looks whether it is still the newest.
FOLLOWING = 20
# What a page is of: the published file, and the day whose score was due.
Moment = tuple[object, date]
LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


def show(name: str, viewer: Viewer, users: Users) -> None:
    """Show one page of the published file, and follow it."""
    published = load_settings().published
    moment = _moment(published)
    try:
        with open_publication(published, viewer) as publication:
            page = Page(publication, viewer, users)
            begin(page, now())
            PAGES[name][1](page)
            end(page)
    except CommandError as error:
        st.error(plain(error))
    _follow(published, moment)


@st.fragment(run_every=FOLLOWING)
def _follow(published: Path, moment: Moment) -> None:
    """Show the page anew by itself once another generation is published, or the score of another day is due."""
    if _moment(published) != moment:
        st.rerun()


def _moment(published: Path) -> Moment:
    return file_identity(published), due_date(now())


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config(page_title="shopscore", layout="wide")
    with speaking(_language(None)):
        try:
            signed_in = sign_in(load_settings().home)
        except ConfigurationError as error:
            st.error(plain(error))
            return
    if signed_in is None:
        return
    viewer, users = signed_in
    with speaking(_language(viewer.language)):
        _navigate(viewer, users)


def _language(of_viewer: Language | None) -> Language:
    """Return what the reader chose, else what their address or the users file says, else that of the server."""
    for word in (st.session_state.get("language"), st.query_params.get("lang"), of_viewer):
        for language in LANGUAGES:
            if word == language:
                return language
    return current_language()


def _navigate(viewer: Viewer, users: Users) -> None:
    """Show the page that was asked for: by a button on another page, by the address, or by the names above it.

    All pages have one path: under a path for each, the library's own requests would go astray at first.
    """
    if (asked := st.session_state.pop(GO_TO, None)) is not None:
        st.session_state["page"] = asked
    elif "page" not in st.session_state:
        of_address = st.query_params.get("page", "")
        st.session_state["page"] = of_address if of_address in PAGES else next(iter(PAGES))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chosen = st.pills(
            tr("Page"),
            list(PAGES),
            required=True,
            format_func=in_words(PAGES, lambda name: str(PAGES[name][0])),
            key="page",
            label_visibility="collapsed",
            wrap=True,
        )
        _choose_language()
        if viewer.name is not None and st.button(tr("Sign out"), type="tertiary"):
            sign_out()
    name = chosen or next(iter(PAGES))
    st.query_params["page"] = name
    show(name, viewer, users)


def _choose_language() -> None:
    spoken = current_language()
    other: Language = "en" if spoken == "zh" else "zh"
    if st.button(LANGUAGE_NAMES[other], type="tertiary", icon=":material/translate:", key="other_language"):
        st.session_state["language"] = other
        st.query_params["lang"] = other
        st.rerun()


if __name__ == "__main__":
    main()
