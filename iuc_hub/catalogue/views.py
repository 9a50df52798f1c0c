"""The catalogue: search and facets, and one support with its rules and a company to check them for."""

from dataclasses import replace

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from iuc_hub import clock, taxonomy
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import editing_views, pages
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.queries import Filters
from iuc_hub.db import reading

__all__ = ["blueprint", "editing_views"]

CHECKERS = (Role.ADVISOR, Role.HUB_ADMIN)
LONGEST_SEARCH = 100


@blueprint.app_template_filter("funding_type")
def funding_type(code: str) -> str:
    """How a kind of funding is called in the page's language."""
    return taxonomy.name_of(taxonomy.funding_types(), code, str(get_locale() or "sv"))


@blueprint.app_template_filter("state_aid")
def state_aid(code: str) -> str:
    """How a basis in the state aid rules is called in the page's language."""
    return taxonomy.name_of(taxonomy.state_aid(), code, str(get_locale() or "sv"))


def _text(name: str) -> str:
    return request.args.get(name, "")[:LONGEST_SEARCH]


def _filters() -> Filters:
    """The address's filters; a code that no list has limits nothing."""
    kind, theme = _text("kind"), _text("theme")
    return Filters(
        words=_text("q"),
        kind=kind if kind in taxonomy.kinds() else "",
        theme=theme if theme in taxonomy.themes() else "",
        open_only=request.args.get("open") == "1",
        unverified=request.args.get("unverified") == "1",
    )


def _address(filters: Filters, page: int | None = None) -> str:
    return url_for(
        "catalogue.list_supports",
        q=filters.words or None,
        kind=filters.kind or None,
        theme=filters.theme or None,
        open="1" if filters.open_only else None,
        unverified="1" if filters.unverified else None,
        page=page,
    )


@blueprint.get("/catalogue")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def list_supports(scope: Scope) -> ResponseReturnValue:
    filters = _filters()
    page = min(max(1, request.args.get("page", 1, type=int)), 10_000)
    with reading() as session:
        found = pages.listing(session, scope, filters, today=clock.today(), page=page)
    language = str(get_locale())
    return render_template(
        "catalogue/list.html",
        found=found,
        kinds=pages.kind_choices(found, language, _address),
        themes=pages.theme_choices(found, language, _address),
        open_url=_address(replace(filters, open_only=not filters.open_only)),
        unverified_url=_address(replace(filters, unverified=not filters.unverified)),
        page_url=lambda number: _address(filters, number),
    )


@blueprint.get("/catalogue/<path:support_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def show_support(scope: Scope, support_id: str) -> ResponseReturnValue:
    today, language = clock.today(), str(get_locale())
    check = None
    with reading() as session:
        page = pages.support_page(session, scope, support_id, today=today, language=language)
        if scope.role in CHECKERS:
            check = pages.company_check(
                session,
                scope,
                page.row,
                company_id=request.args.get("company", type=int),
                words=_text("find"),
                today=today,
                language=language,
            )
    return render_template("catalogue/show.html", page=page, check=check)
