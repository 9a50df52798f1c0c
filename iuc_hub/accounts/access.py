"""Who may enter a view: every route declares it, and the test of all routes reads the same mark."""

import functools
import secrets
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from flask import Response, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from iuc_hub import clock
from iuc_hub.accounts import links, queries
from iuc_hub.accounts.models import AccessLink, Role, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading
from iuc_hub.errors import N_, Gone, NotFound

P = ParamSpec("P")
PUBLIC = "public"
login_manager = LoginManager()


class LoggedIn(UserMixin):  # type: ignore[misc] # the library carries no types
    """What the login keeps of a user during a request."""

    def __init__(self, user: User) -> None:
        self.id = str(user.id)
        self.user = user


@login_manager.user_loader  # type: ignore[untyped-decorator] # the library carries no types
def _load(user_id: str) -> LoggedIn | None:
    with reading() as db_session:
        user = queries.find_user(db_session, int(user_id))
    return LoggedIn(user) if user is not None and user.active else None


def begin_user_session(user: User) -> None:
    """Start a fresh session for a user who gave the right password."""
    language = session.get("language")
    session.clear()
    session["language"] = language or user.language
    session.permanent = True
    session["key"] = secrets.token_hex(16)
    login_user(LoggedIn(user))


def begin_link_session(link: AccessLink) -> None:
    """Start a fresh session for a company's contact who pressed the button of a working link."""
    session.clear()
    session.permanent = True
    session["key"] = secrets.token_hex(16)
    session["link"] = link.id


def end_session() -> None:
    """Log out, whoever it was."""
    logout_user()
    session.clear()


def current_scope() -> Scope | None:
    """The caller of this request, or None for a visitor who is not logged in."""
    if "scope" not in g:
        g.scope = _user_scope() or _link_scope()
    scope: Scope | None = g.scope
    return scope


def _user_scope() -> Scope | None:
    if not current_user.is_authenticated:
        return None
    user: User = current_user.user
    return Scope(
        role=user.role,
        actor=user.name,
        hub_id=user.hub_id,
        user_id=user.id,
        organisation=user.organisation,
        session_key=session.get("key", ""),
    )


def _link_scope() -> Scope | None:
    link_id = session.get("link")
    if not isinstance(link_id, int):
        return None
    with reading() as db_session:
        link = queries.find_link_by_id(db_session, link_id)
    return links.link_scope(link, clock.now(), session.get("key", "")) if link else None


def allow(
    *roles: Role,
) -> Callable[[Callable[Concatenate[Scope, P], ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let only these roles in, and hand the view the caller's scope as its first argument.

    A visitor is sent to the login, or on a company's page, which has none, back to their letter; another role
    gets the same 404 as for a page that is not there.
    """

    def declare(
        view: Callable[Concatenate[Scope, P], ResponseReturnValue],
    ) -> Callable[P, ResponseReturnValue]:
        @functools.wraps(view)
        def entered(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            scope = current_scope()
            if scope is None and set(roles) == {Role.COMPANY}:
                raise Gone(
                    N_(
                        "Öppna länken i det senaste brevet från er rådgivare igen. Det ni har svarat är sparat."
                    )
                )
            if scope is None:
                return _to_login()
            if scope.role not in roles:
                raise NotFound(N_("Sidan finns inte, eller så har ditt konto inte tillgång till den."))
            return view(scope, *args, **kwargs)

        entered.access = frozenset(roles)  # type: ignore[attr-defined] # read by the test of all routes
        return entered

    return declare


def public(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let anybody in; said on purpose."""
    view.access = PUBLIC  # type: ignore[attr-defined] # read by the test of all routes
    return view


def _to_login() -> ResponseReturnValue:
    if request.method != "GET" or request.accept_mimetypes.best == "application/json":
        return Response(status=401)
    return redirect(url_for("accounts.login", next=request.full_path.rstrip("?")))


def safe_next(target: str | None) -> str | None:
    """A path on this site to go on to, or None; never another host, however a browser may mend the address."""
    if not target or not target.isprintable() or "\\" in target:
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return target if local and not target.startswith("//") else None


def declared_access(view: Any) -> object:  # noqa: ANN401 - any callable Flask holds
    """What a view declared, or None when it forgot."""
    return getattr(view, "access", None)
