"""The main menu: which pages each role sees, in which order."""

from dataclasses import dataclass

from flask import current_app, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user

from iuc_hub.accounts import queries
from iuc_hub.accounts.access import current_scope
from iuc_hub.accounts.models import Role
from iuc_hub.db import reading
from iuc_hub.errors import N_

HOMES = {
    Role.ADVISOR: "desk.today",
    Role.HUB_ADMIN: "reports.association",
    Role.ANALYST: "reports.network",
    Role.EXPERT: "desk.own_supports",
    Role.COMPANY: "recommendations.company_page",
}

MENU: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.ADVISOR: (
        ("desk.today", N_("Idag"), "today"),
        ("desk.list_companies", N_("Företag"), "companies"),
        ("catalogue.list_supports", N_("Stöd"), "catalogue"),
        ("reports.association", N_("Rapporter"), "reports"),
    ),
    Role.HUB_ADMIN: (
        ("reports.association", N_("Översikt"), "reports"),
        ("desk.list_companies", N_("Företag"), "companies"),
        ("members.list_members", N_("Medlemmar"), "members"),
        ("catalogue.list_supports", N_("Stöd"), "catalogue"),
        ("desk.show_jobs", N_("Jobb"), "jobs"),
        ("administration.show_people", N_("Administration"), "administration"),
    ),
    Role.ANALYST: (
        ("reports.network", N_("Nätverket"), "reports"),
        ("catalogue.list_supports", N_("Stöd"), "catalogue"),
    ),
    Role.EXPERT: (
        ("desk.own_supports", N_("Era stöd"), "own_supports"),
        ("catalogue.list_supports", N_("Stöd"), "catalogue"),
    ),
    Role.COMPANY: (),
}
"""Role -> (endpoint, words, section); a page tells its section by ``request.blueprint`` or its own mark."""

SECTIONS = {
    "interview_import.start": "administration",
    "desk.list_companies": "companies",
    "desk.list_suited": "catalogue",
    "desk.show_rule_counts": "catalogue",
    "desk.show_planned_support": "catalogue",
    "desk.preview_support": "catalogue",
    "desk.today": "today",
    "desk.own_supports": "own_supports",
    "desk.show_jobs": "jobs",
    "desk.outbox": "jobs",
}


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Me:
    """Who is logged in, as the header shows it."""

    name: str
    initials: str
    role: Role


def section_of_request() -> str:
    """The menu section the current page belongs to."""
    endpoint = request.endpoint or ""
    blueprint = endpoint.split(".")[0]
    own = {"interviews": "companies", "recommendations": "companies", "desk": "companies"}
    return SECTIONS.get(endpoint, own.get(blueprint, blueprint))


def page_context() -> dict[str, object]:
    """What every page's layout needs: hub, menu, who is logged in, language."""
    scope = current_scope()
    language = str(get_locale() or "sv")
    context: dict[str, object] = {"locale": language, "hub_name": "IUC Hub", "navigation": [], "me": None}
    context |= {
        "search_url": None,
        "home_url": url_for("home"),
    }
    if scope is None:
        return context
    if scope.hub_id is not None:
        context["hub_name"] = _hub_name(scope.hub_id)
    section = section_of_request()
    context["navigation"] = [
        MenuItem(_(words), url_for(endpoint), section == own)
        for endpoint, words, own in MENU[scope.role]
        if endpoint in current_app.view_functions
    ]
    if scope.role in (Role.ADVISOR, Role.HUB_ADMIN):
        context["search_url"] = url_for("desk.list_companies")
    if current_user.is_authenticated:
        context["me"] = Me(scope.actor, _initials(scope.actor), scope.role)
    return context


def _hub_name(hub_id: int) -> str:
    """Asked once a session: a hub seldom changes its name."""
    known = session.get("hub_name")
    if isinstance(known, list) and known[0] == hub_id:
        return str(known[1])
    with reading() as db_session:
        name = queries.get_hub(db_session, hub_id).name
    session["hub_name"] = [hub_id, name]
    return name


def _initials(name: str) -> str:
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
