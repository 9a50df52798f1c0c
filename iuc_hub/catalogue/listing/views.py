"""The list of supports, and their last days by month."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.blueprint import blueprint
from iuc_hub.catalogue.listing import deadlines, services
from iuc_hub.catalogue.listing.filters import read_filters
from iuc_hub.db import reading

MOST_PAGES = 10_000


@blueprint.get("/catalogue")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def list_supports(scope: Scope) -> ResponseReturnValue:
    filters = read_filters(request.args)
    page = min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES)
    with reading() as session:
        found = services.listing(session, scope, filters, today=clock.today(), page=page)

    def url(**other: str) -> str:
        values: dict[str, Any] = {**filters.address(**other)}
        return url_for("catalogue.list_supports", **values)

    return render_template(
        "catalogue/list.html", found=found, facets=services.facets(found, str(get_locale()), _, url),
        page_url=lambda number: url(page=str(number)), may_add=scope.role in (Role.ADVISOR, Role.HUB_ADMIN),
    )  # fmt: skip


@blueprint.get("/deadlines")
@allow(Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)
def show_deadlines(scope: Scope) -> ResponseReturnValue:
    filters, today = read_filters(request.args), clock.today()
    first = deadlines.read_month(request.args.get("month", ""), today)

    def url(month: date) -> str:
        values: dict[str, Any] = {
            **filters.address(state="", when=""),
            "month": deadlines.written_month(month),
        }
        return url_for("catalogue.show_deadlines", **values)

    with reading() as session:
        shown = deadlines.calendar(session, scope, filters, first, today=today, url=url)
    return render_template("catalogue/deadlines.html", shown=shown, url=url, today=today)
