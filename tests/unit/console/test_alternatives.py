"""Where one of two exports is enough, both are named when neither came.

That one is enough, and which one is told when one of them stopped, is proved beside the model `int_indicator_gaps`.
"""

from shopscore.console.wording import missing
from shopscore.language import use_language

BOTH = "chats|chat_staff_days"


def test_both_exports_are_named_in_the_language_of_the_reader() -> None:
    assert missing("no_export", BOTH, None) == "no chats or staff days file ever arrived: add one and refresh"
    use_language("zh")
    said = missing("no_export", BOTH, None)
    assert "会话" in said
    assert "客服日报" in said
