"""Likely duplicates, two companies side by side, and the receipt of a merge."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import list_colleagues
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.signposts import MergedAway
from iuc_hub.db import reading, transaction
from iuc_hub.desk.merging import services
from iuc_hub.errors import InputError, Stale
from iuc_hub.web.problems import tell_hub_error

blueprint = Blueprint("merging", __name__, template_folder="../templates")
SHOWN = 100


@blueprint.app_errorhandler(MergedAway)
def lead_on(error: MergedAway) -> ResponseReturnValue:
    """An old address leads to the company that has everything; what was sent to it is not done to another."""
    values = dict(request.view_args or {})
    if request.method != "GET" or values.get("company_id") != error.company_id:
        return tell_hub_error(error)
    return redirect(url_for(request.endpoint or "", **values | {"company_id": error.into}))


@blueprint.get("/companies/duplicates")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def list_pairs(scope: Scope) -> ResponseReturnValue:
    with reading() as session:
        pairs = services.list_pairs(session, scope)
    return render_template("desk/duplicates.html", pairs=pairs[:SHOWN], count=len(pairs))


@blueprint.post("/companies/<int:company_id>/apart/<int:other_company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def keep_apart(scope: Scope, company_id: int, other_company_id: int) -> ResponseReturnValue:
    with transaction() as session:
        services.keep_apart(session, scope, (company_id, other_company_id), clock.now())
    flash(_("Sparat: de är två olika företag. Paret visas inte igen."), "success")
    return redirect(url_for("merging.list_pairs"))


@blueprint.get("/companies/<int:company_id>/merge/<int:other_company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def review(scope: Scope, company_id: int, other_company_id: int) -> ResponseReturnValue:
    with reading() as session:
        page = services.preview(session, scope, survivor=company_id, loser=other_company_id)
        names = {each.id: each.name for each in list_colleagues(session, scope)}
    return render_template("desk/merge.html", page=page, names=names, fields=services.FIELDS)


@blueprint.post("/companies/<int:company_id>/merge/<int:other_company_id>")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def merge(scope: Scope, company_id: int, other_company_id: int) -> ResponseReturnValue:
    taken = frozenset(name for name in services.FIELDS if request.form.get(name) == "other")
    wish = services.Merge(company_id, other_company_id, taken, request.form.get("fingerprint", ""))
    try:
        with transaction() as session:
            receipt = services.merge(session, scope, wish, clock.now())
    except (Stale, InputError) as error:
        flash(error.text(_), "error")
        return redirect(url_for("merging.review", company_id=company_id, other_company_id=other_company_id))
    return render_template("desk/merged.html", receipt=receipt, company_id=company_id)
