"""Add a company, and correct what identifies it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import fact_views, queries
from iuc_hub.companies.aid import views as aid_views
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.changes import services as changes
from iuc_hub.companies.forms import CompanyForm, IdentityForm
from iuc_hub.companies.notes import promise_views
from iuc_hub.companies.notes import views as note_views
from iuc_hub.companies.people import views as people_views
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on

__all__ = ["aid_views", "blueprint", "fact_views", "note_views", "people_views", "promise_views"]


@blueprint.route("/companies/new", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def add_company(scope: Scope) -> ResponseReturnValue:
    form = CompanyForm()
    with reading() as session:
        form.offer(get_hub(session, scope.hub).county, str(get_locale()))
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                company = form.store(session, scope, today=clock.today(), now=clock.now())
            flash(_("%(name)s är tillagt.", name=company.name), "success")
            return redirect(url_for("desk.show_company", company_id=company.id))
    return render_template("companies/add.html", form=form), 422 if form.errors else 200


@blueprint.route("/companies/<int:company_id>/identity", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def correct_company(scope: Scope, company_id: int) -> ResponseReturnValue:
    form = IdentityForm()
    with reading() as session:
        company = queries.get_company(session, scope, company_id)
        form.offer(get_hub(session, scope.hub).county, str(get_locale()))
    if not form.is_submitted():
        form.begin(company)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                changes.correct_company(
                    session, scope, company_id, form.draft(), why=form.why.data or "", now=clock.now()
                )
            flash(_("Uppgifterna är sparade."), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("companies/identity.html", form=form, company=company)
    return page, 422 if form.errors else 200
