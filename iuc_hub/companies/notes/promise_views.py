"""Promises: the list of those still to keep, kept, moved, dropped."""

from math import ceil
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow, safe_next
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.notes import promises, queries
from iuc_hub.companies.notes.forms import DropForm, MoveForm
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


def _back(company_id: int) -> ResponseReturnValue:
    """Where the button stood, else the company's page."""
    wanted = safe_next(request.values.get("next"))
    return redirect(wanted or url_for("desk.show_company", company_id=company_id, _anchor="loften"))


@blueprint.get("/promises")
@allow(Role.ADVISOR)
def list_promises(scope: Scope) -> ResponseReturnValue:
    owner = None if request.args.get("whose") == "all" else scope.user
    with reading() as session:
        count = queries.count_open_promises(session, scope, owner_id=owner)
        pages = max(1, ceil(count / queries.PAGE_SIZE))
        page = min(max(1, request.args.get("page", 1, type=int)), pages)
        rows = queries.list_open_promises(session, scope, owner_id=owner, page=page)
    return render_template(
        "companies/promises.html", rows=rows, count=count, mine=owner is not None, page=page, pages=pages,
        today=clock.today(),
        page_url=lambda number: url_for("companies.list_promises", whose=None if owner else "all", page=number),
    )  # fmt: skip


@blueprint.post("/promises/<int:promise_id>/keep")
@allow(Role.ADVISOR)
def keep_promise(scope: Scope, promise_id: int) -> ResponseReturnValue:
    with transaction() as session:
        promise = promises.keep_promise(session, scope, promise_id, clock.now())
    undo_url = url_for("companies.reopen_promise", promise_id=promise_id, next=request.values.get("next"))
    undoable: Any = {"text": _("Löftet är hållet."), "undo": undo_url}
    flash(undoable, "success")
    return _back(promise.company_id)


@blueprint.post("/promises/<int:promise_id>/reopen")
@allow(Role.ADVISOR)
def reopen_promise(scope: Scope, promise_id: int) -> ResponseReturnValue:
    with transaction() as session:
        promise = promises.reopen_promise(session, scope, promise_id, clock.now())
    return _back(promise.company_id)


@blueprint.route("/promises/<int:promise_id>/move", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def move_promise(scope: Scope, promise_id: int) -> ResponseReturnValue:
    with reading() as session:
        promise = queries.get_promise(session, scope, promise_id)
        company = companies.get_company(session, scope, promise.company_id)
    form = MoveForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                promises.move_promise(session, scope, promise_id, form.due.data, clock.now())
            return _back(promise.company_id)
    page = render_template("companies/promise_move.html", form=form, promise=promise, company=company)
    return page, 422 if form.errors else 200


@blueprint.route("/promises/<int:promise_id>/drop", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def drop_promise(scope: Scope, promise_id: int) -> ResponseReturnValue:
    with reading() as session:
        promise = queries.get_promise(session, scope, promise_id)
        company = companies.get_company(session, scope, promise.company_id)
    form = DropForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                promises.drop_promise(session, scope, promise_id, form.why.data or "", clock.now())
            return _back(promise.company_id)
    page = render_template("companies/promise_drop.html", form=form, promise=promise, company=company)
    return page, 422 if form.errors else 200
