"""One support with its rules and a company to check them for; the catalogue's other pages have views of their own."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from iuc_hub import clock, taxonomy
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import editing_views, pages
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.handing_in import views as handing_in_views
from iuc_hub.catalogue.history import views as history_views
from iuc_hub.catalogue.listing import views as listing_views
from iuc_hub.catalogue.listing.filters import LONGEST
from iuc_hub.catalogue.writing import views as writing_views
from iuc_hub.db import reading
from iuc_hub.web.format import current_reader

__all__ = [
    "blueprint",
    "editing_views",
    "handing_in_views",
    "history_views",
    "listing_views",
    "writing_views",
]

CHECKERS = (Role.ADVISOR, Role.HUB_ADMIN)


@blueprint.app_template_filter("funding_type")
def funding_type(code: str) -> str:
    """How a kind of funding is called in the page's language."""
    return taxonomy.name_of(taxonomy.funding_types(), code, str(get_locale() or "sv"))


@blueprint.app_template_filter("state_aid")
def state_aid(code: str) -> str:
    """How a basis in the state aid rules is called in the page's language."""
    return taxonomy.name_of(taxonomy.state_aid(), code, str(get_locale() or "sv"))


@blueprint.get("/catalogue/<path:support_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def show_support(scope: Scope, support_id: str) -> ResponseReturnValue:
    today, language = clock.today(), str(get_locale())
    check = None
    with reading() as session:
        page = pages.support_page(session, scope, support_id, today=today, reader=current_reader())
        if scope.role in CHECKERS:
            check = pages.company_check(
                session,
                scope,
                page.row,
                company_id=request.args.get("company", type=int),
                words=request.args.get("find", "")[:LONGEST],
                today=today,
                language=language,
            )
    return render_template("catalogue/show.html", page=page, check=check)
