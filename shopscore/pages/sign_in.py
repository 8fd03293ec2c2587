"""Lets a reader in: by the users file, by what a proxy says of them, or, on this machine only, as they are."""

from pathlib import Path
from threading import Lock
from time import monotonic

import streamlit as st

from shopscore.language import tr
from shopscore.pages.serving import LOCAL_HOST, is_this_machine
from shopscore.pages.users import Users, Viewer, read_users

# After so many wrong passwords a name waits; whoever tries many names waits as well.
TRIES, WAIT_SECONDS = 5, 60


class _Tries:
    """Wrong passwords of the last minute, by name; the server's, not a session's, which whoever guesses begins anew."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._wrong: dict[str, list[float]] = {}

    def must_wait(self, name: str) -> bool:
        """Tell whether a name has had its tries."""
        with self._lock:
            recent = [at for at in self._wrong.get(name, ()) if monotonic() - at < WAIT_SECONDS]
            self._wrong[name] = recent
            return len(recent) >= TRIES

    def note(self, name: str) -> None:
        """Note a wrong password."""
        with self._lock:
            self._wrong.setdefault(name, []).append(monotonic())


@st.cache_resource
def _tries() -> _Tries:
    return _Tries()


def sign_in(home: Path) -> tuple[Viewer, Users] | None:
    """Return who looks, and the users file; None while they have not signed in, with the form on the page.

    The file is read every time: a user that is taken out of it, or sees other shops, does so at once.

    Raises:
        ConfigurationError: the users file cannot be read.
    """
    users = read_users(home)
    if users is None or not users.users:
        address = st.get_option("server.address")
        if not is_this_machine(str(address or "")):
            st.error(tr("There is no users file, so nothing is shown to other machines."))
            return None
        return Viewer(), users or Users()
    by_proxy = users.named_by_proxy(
        {name.lower(): value for name, value in st.context.headers.items()}, st.context.ip_address or LOCAL_HOST
    )
    if by_proxy is not None:
        return by_proxy, users
    stored = st.session_state.get("signed_in_as")
    user = users.find(stored[0]) if stored else None
    # a changed password ends what was signed in with the old one
    if user is not None and stored and user.password == stored[1]:
        return users.viewer(user), users
    _ask(users)
    return None


def sign_out() -> None:
    """Forget who looks."""
    st.session_state.clear()
    st.rerun()


def _ask(users: Users) -> None:
    with st.form("sign_in", width=420):
        st.markdown(f"#### {tr('Sign in')}")
        name = st.text_input(tr("Name"), autocomplete="username")
        password = st.text_input(tr("Password"), type="password", autocomplete="current-password")
        if not st.form_submit_button(tr("Sign in"), type="primary"):
            return
    if _tries().must_wait(name):
        st.error(tr("Too many wrong passwords: try again in a minute."))
        return
    if users.sign_in(name, password) is None:
        _tries().note(name)
        st.error(tr("Name or password is wrong."))
        return
    user = users.find(name)
    st.session_state["signed_in_as"] = (name, user.password if user is not None else None)
    st.rerun()
