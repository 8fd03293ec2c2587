"""What every page has around it: where one is, in which language, for which shop, of which generation."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

import streamlit as st

from shopscore.language import tr
from shopscore.lateness import say_late_score
from shopscore.pages.downloads import as_csv, harmless
from shopscore.pages.publication import Publication, Shop
from shopscore.pages.users import Users, Viewer
from shopscore.pages.words import plain, shop_title
from shopscore.sql_files import statement
from shopscore.warehouse import fetch

Option = TypeVar("Option", bound=Hashable)

# In the session: the page that a button leads to.
GO_TO = "go_to"


@dataclass(frozen=True)
class Page:
    """What a page is made from.

    Attributes:
        publication: the generation, open, with the shops of the reader.
        viewer: who looks.
        users: the users file, for its groups and owners.
    """

    publication: Publication
    viewer: Viewer
    users: Users

    def read(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of one of the pages' questions, each with the newest date."""
        query = statement(__name__, name)
        known = {"assessment_date": self.publication.day, "sees_all": self.viewer.shops is None, **values}
        return fetch(
            self.publication.connection,
            query,
            {key: value for key, value in known.items() if f"${key}" in query},
        )


def begin(page: Page, present: datetime) -> None:
    """Say first what a reader has to know before any figure: that the score of the day is late, that all is made up."""
    late = say_late_score(page.publication.connection, present)
    if late is not None:
        st.warning(plain(late), icon=":material/schedule:")
    if page.publication.is_made_up:
        said = tr("Made-up sample: its shops, limits, weights and score pages are invented, none is the platform's.")
        st.caption(plain(said))


def end(page: Page) -> None:
    """Say which publication the page is from."""
    st.divider()
    st.caption(
        plain(
            tr(
                "Scores of {date}, published {time:%Y-%m-%d %H:%M} (Beijing time), generation {generation}.",
                date=page.publication.day,
                time=page.publication.label.published_at,
                generation=page.publication.label.generation_id,
            )
        )
    )


def answer(sentence: str) -> None:
    """Show the sentence that a page is there for, above everything else."""
    st.markdown(f"#### {sentence}")


def in_words(options: Iterable[Option], words: Callable[[Option], str]) -> Callable[[Option], str]:
    """Return what options are called, put into words at once: the library asks for them after the page is made too."""
    return {option: words(option) for option in options}.__getitem__


def shop_titles(page: Page) -> dict[str, str]:
    """Return what the shops of the reader are called, by their keys."""
    return {shop.key: shop_title(shop.shop_name, shop.shop_id, shop.platform) for shop in page.publication.shops}


def choose_shop(page: Page) -> Shop:
    """Let the reader choose one of their shops, or take the only one; the choice goes with them from page to page."""
    shops = {shop.key: shop for shop in page.publication.shops}
    if not shops:
        st.info(tr("There is no shop that you may see: whoever runs this adds it to users.yml."))
        st.stop()
    wanted = st.session_state.get("shop") or st.query_params.get("shop")
    keys = list(shops)
    titles = shop_titles(page)
    if len(keys) == 1:
        chosen = keys[0]
        st.markdown(f"**{plain(titles[chosen])}**")
    else:
        chosen = st.selectbox(
            tr("Shop"),
            keys,
            index=keys.index(wanted) if wanted in shops else 0,
            format_func=titles.__getitem__,
        )
    st.session_state["shop"] = chosen
    st.query_params["shop"] = chosen
    return shops[chosen]


def table(
    rows: Sequence[Mapping[str, Any]],
    headers: Mapping[str, str],
    *,
    file: str,
    shown: int = 200,
    formats: Mapping[str, str] | None = None,
) -> None:
    """Show rows as a table without its empty columns, and let the reader download all of them.

    Args:
        rows: by column.
        headers: the columns to show, in this order, each with its header.
        file: name of the download, without its ending.
        shown: rows on the page; the download has all.
        formats: of number columns, as printf writes them.
    """
    filled = {
        name: header for name, header in headers.items() if any(row[name] not in (None, "") for row in rows[:shown])
    }
    numbers = formats or {}
    cells = [
        {header: harmless(_cell(row[name], is_number=name in numbers)) for name, header in filled.items()}
        for row in rows[:shown]
    ]
    if not cells:
        st.markdown(tr("No rows."))
        return
    st.dataframe(
        cells,
        hide_index=True,
        column_config={headers[name]: st.column_config.NumberColumn(format=form) for name, form in numbers.items()},
    )
    if len(rows) > shown:
        st.caption(
            tr("{shown:,} of {count:,} rows are shown, the download has all of them.", shown=shown, count=len(rows))
        )
    st.download_button(
        tr("Download ({count:,} rows)", count=len(rows)),
        as_csv(rows, headers),
        file_name=f"{file}.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=f"download-{file}",
    )


def _cell(value: Any, *, is_number: bool) -> Any:
    if value is None and not is_number:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%m-%d %H:%M")
    if isinstance(value, Decimal):
        return float(value)
    return " ".join(value.split()) if isinstance(value, str) else value
