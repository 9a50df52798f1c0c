"""Add a company, a contact person, a fact."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.access import allow
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.queries import get_hub
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries, services
from iuc_hub.companies.blueprint import blueprint
from iuc_hub.companies.forms import CompanyForm, ContactForm, FactForm, contact_draft
from iuc_hub.companies.models import FactSource
from iuc_hub.db import reading, transaction
from iuc_hub.web.forms import told_on


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


@blueprint.route("/companies/<int:company_id>/contacts/new", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def add_contact(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = queries.get_company(session, scope, company_id)
    form = ContactForm()
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                contact = services.add_contact(session, scope, company_id, contact_draft(form))
            flash(_("%(name)s är tillagd.", name=contact.name), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("companies/contact.html", form=form, company=company)
    return page, 422 if form.errors else 200


@blueprint.route("/companies/<int:company_id>/facts", methods=["GET", "POST"])
@allow(Role.ADVISOR)
def correct_facts(scope: Scope, company_id: int) -> ResponseReturnValue:
    with reading() as session:
        company = queries.get_company(session, scope, company_id)
        known = services.known_facts(session, scope, company_id)
    form = FactForm()
    if not form.is_submitted():
        form.begin(known)
    if form.validate_on_submit():
        with told_on(form):
            with transaction() as session:
                services.record_facts(
                    session, scope, company_id, form.corrected(), source=FactSource(form.source.data),
                    as_of=clock.today(), now=clock.now(),
                )  # fmt: skip
            flash(_("Uppgifterna är sparade."), "success")
            return redirect(url_for("desk.show_company", company_id=company_id))
    page = render_template("companies/facts.html", form=form, company=company)
    return page, 422 if form.errors else 200
