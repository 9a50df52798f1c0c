"""State aid of a company: its group, the ledger of awards, and the room that is left."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.aid import groups, services
from iuc_hub.companies.aid.forms import AwardForm, GroupForm, GroupNameForm
from iuc_hub.companies.aid.queries import list_candidates
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


def _to_aid(company_id: int) -> ResponseReturnValue:
    return redirect(url_for("companies.show_aid", company_id=company_id))


@blueprint.get("/companies/<int:company_id>/aid")
@allow(Role.ADVISOR, Role.HUB_ADMIN)
def show_aid(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        aid = services.undertaking(session, scope, company, clock.today())
    removed = request.args.get("removed", type=int)
    return render_template(
        "companies/aid.html", company=company, aid=aid, today=clock.today(), removed=removed
    )


@blueprint.route("/companies/<int:company_id>/aid/new", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def add_aid(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
    form = AwardForm()
    if not form.is_submitted():
        form.begin(request.args, clock.today())
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                award = services.add_award(session, scope, company_id, form.draft(), clock.now())
            flash(_("%(name)s är infört.", name=award.instrument), "success")
            return _to_aid(company_id)
    page = render_template("companies/aid_new.html", form=form, company=company)
    return page, 422 if form.errors else 200


@blueprint.post("/aid/<int:award_id>/remove")
@allow(Role.ADVISOR)
def remove_aid(scope: Scope, award_id: int) -> ResponseReturnValue:
    with transaction() as session:
        award = services.remove_award(session, scope, award_id, clock.now())
    return redirect(url_for("companies.show_aid", company_id=award.company_id, removed=award.id))


@blueprint.post("/aid/<int:award_id>/restore")
@allow(Role.ADVISOR)
def restore_aid(scope: Scope, award_id: int) -> ResponseReturnValue:
    with transaction() as session:
        award = services.restore_award(session, scope, award_id, clock.now())
    return _to_aid(award.company_id)


@blueprint.route("/companies/<int:company_id>/group", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def put_together(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = GroupForm()
    words = request.values.get("q", "")[:100]
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        form.offer(list_candidates(session, scope, words), company_id)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                group = groups.put_together(
                    session, scope, company_id, form.other.data, why=form.why.data or "", now=clock.now()
                )
            flash(_("Företagen räknas ihop i %(name)s.", name=group.name), "success")
            return _to_aid(company_id)
    page = render_template("companies/group.html", form=form, company=company, words=words)
    return page, 422 if form.errors else 200


@blueprint.post("/companies/<int:company_id>/group/leave")
@allow(Role.ADVISOR)
def leave_group(scope: Scope, company_id: int) -> ResponseReturnValue:
    with transaction() as session:
        groups.take_out(session, scope, company_id, why=request.form.get("why", ""), now=clock.now())
    flash(_("Företaget räknas för sig självt."), "success")
    return _to_aid(company_id)


@blueprint.route("/companies/<int:company_id>/group/name", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def rename_group(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = companies.get_company(session, scope, company_id)
        aid = services.undertaking(session, scope, company, clock.today())
    form = GroupNameForm(name=aid.group.name if aid.group else "")
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                groups.rename_group(session, scope, company_id, form.name.data or "", clock.now())
            return _to_aid(company_id)
    page = render_template("companies/group_name.html", form=form, company=company)
    return page, 422 if form.errors else 200
