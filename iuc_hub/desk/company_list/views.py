"""The list of companies, its grid, and the searches people keep."""

from typing import Any
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock, taxonomy
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.desk.blueprint import blueprint
from iuc_hub.desk.company_list import queries, services
from iuc_hub.desk.company_list.filters import Filters, read_filters
from iuc_hub.errors import InputError
from iuc_hub.ordering import swedish_key


def _url(
    filters: Filters,
    *,
    page: int | None = None,
    view: str | None = None,
    choose: int | None = None,
    **other: str,
) -> str:
    values: dict[str, Any] = {**filters.address(**other), "page": page, "view": view, "choose": choose}
    return url_for("desk.list_companies", **values)


@blueprint.get("/companies")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def list_companies(scope: Scope) -> ResponseReturnValue:
    filters, now, today = read_filters(request.args), clock.now(), clock.today()
    as_grid = request.args.get("view") == "grid"
    choosing = 1 if request.args.get("choose") == "1" and not as_grid else None
    with reading() as session:
        if as_grid:
            shown: dict[str, object] = {"grid": services.grid(session, scope, filters, now=now, today=today)}
        else:
            page = request.args.get("page", 1, type=int)
            shown = {"found": services.find_companies(session, scope, filters, page, now=now, today=today)}
        places = sorted(queries.list_places(session, scope), key=_place_order)
        colleagues = list_colleagues(session, scope)
        saved = queries.list_saved(session, scope)
    return render_template(
        "desk/companies.html", filters=filters, places=places, colleagues=colleagues, saved=saved,
        themes=taxonomy.themes(), sections=_sections(), url=_url,
        page_address=lambda number: _url(filters, page=number, choose=choosing), choosing=choosing,
        query=urlencode(filters.address()), **shown,
    )  # fmt: skip


def _place_order(code: str) -> str:
    return swedish_key(taxonomy.municipalities()[code].short)


def _sections() -> list[str]:
    """The branches to choose between: the divisions of manufacturing, then the other sections."""
    industries = taxonomy.industries()
    divisions = [code for code, entry in industries.items() if entry.parent == "C"]
    return divisions + [code for code, entry in industries.items() if not entry.parent and code != "C"]


@blueprint.post("/companies/searches")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def save_search(scope: Scope) -> ResponseReturnValue:
    filters = read_filters(request.form)
    try:
        with transaction() as session:
            name = request.form.get("name", "")
            services.save_search(session, scope, name, urlencode(filters.address()), clock.now())
        flash(_("Sökningen är sparad."), "success")
    except InputError as error:
        flash(error.text(_), "error")
    return redirect(_url(filters))


@blueprint.post("/companies/searches/<int:search_id>/delete")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def forget_search(scope: Scope, search_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.forget_search(session, scope, search_id)
    flash(_("Sökningen är borttagen."), "success")
    return redirect(url_for("desk.list_companies"))
