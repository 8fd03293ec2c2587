"""The page on the architecture is drawn from the graph as it is, and names only what is there."""

import re

from shopscore.settings import PROJECT_DIR
from tests.fixtures.drawing import PAGE, redraw, reduced
from tests.fixtures.graph import Graph

# A path in backticks, from the top of the repository.
PATH = re.compile(r"`((?:models|shopscore|orchestration|seeds|macros|tests|docs)/[\w/.]+)`")
LINK = re.compile(r"\]\((?P<target>[^)#]+)\)")


def test_the_drawings_are_those_of_the_graph(graph: Graph) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert redraw(page, graph) == page, "make drawing"


def test_every_file_that_the_page_names_is_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    paths = [PROJECT_DIR / path for path in PATH.findall(page)]
    links = [PAGE.parent / target for target in LINK.findall(page)]
    assert paths
    assert [str(path) for path in paths + links if not path.exists()] == []


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    assert reduced({("a", "b"), ("b", "c"), ("a", "c"), ("d", "c")}) == {("a", "b"), ("b", "c"), ("d", "c")}
